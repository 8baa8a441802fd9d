import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query';
import { type Parameters, urlOf } from './answers';
import { fetchJson } from './client';

/** A page of a list, and from where the next one goes on. */
export interface Page<Row> {
  readonly items: readonly Row[];
  readonly nextCursor?: string | undefined;
}

/** The most that the API answers at once. */
const ALL_PAGE_ROWS = 1_000;
const REST_PAGE_ROWS = 200;

const pageUrl = (url: string, cursor: string): string =>
  cursor === '' ? url : `${url}&cursor=${encodeURIComponent(cursor)}`;

/** A list page by page, as far as it was looked at. */
export const usePages = <Answered extends Page<unknown>>(
  path: string,
  parameters: Parameters & { readonly limit: number },
) => {
  const url = urlOf(path, parameters);
  const pages = useInfiniteQuery({
    queryKey: ['answer', 'pages', url],
    queryFn: ({ pageParam, signal }) => fetchJson<Answered>(pageUrl(url, pageParam), { signal }),
    initialPageParam: '',
    getNextPageParam: ({ nextCursor }) => nextCursor,
    placeholderData: keepPreviousData,
  });
  const { hasNextPage, isFetching, fetchNextPage } = pages;
  const onEnd = (): void => {
    if (hasNextPage && !isFetching) void fetchNextPage();
  };
  return { ...pages, onEnd };
};

/** Rows that came with another answer, and where the list that they begin goes on; null where it does not. */
export interface Begun<Row> {
  readonly items: readonly Row[];
  readonly nextCursor: string | null;
}

/** The rest of such a list, as far as it was looked at. */
export const useRest = <Row>(path: string, { items, nextCursor }: Begun<Row>) => {
  const url = urlOf(path, { limit: REST_PAGE_ROWS });
  const rest = useInfiniteQuery({
    queryKey: ['asked once', 'pages', url, nextCursor],
    queryFn: ({ pageParam, signal }) => fetchJson<Page<Row>>(pageUrl(url, pageParam), { signal }),
    initialPageParam: nextCursor ?? '',
    getNextPageParam: ({ nextCursor: next }) => next,
    enabled: false,
  });
  const isMore = nextCursor !== null && (rest.data === undefined || rest.hasNextPage);
  return {
    rows: [...items, ...(rest.data?.pages.flatMap((page) => page.items) ?? [])],
    onEnd: (): void => {
      if (isMore && !rest.isFetching) void rest.fetchNextPage();
    },
    allRows: async () => [...items, ...(await rowsFrom<Row>(url, nextCursor ?? undefined))],
  };
};

/** All rows of a list, however many: for a file that somebody asked for. */
export const everyRow = <Row>(path: string, parameters: Parameters): Promise<Row[]> =>
  rowsFrom<Row>(urlOf(path, { ...parameters, limit: ALL_PAGE_ROWS }), '');

/** All rows from a cursor on; none without one. */
const rowsFrom = async <Row>(url: string, from: string | undefined): Promise<Row[]> => {
  const rows: Row[] = [];
  let cursor = from;
  while (cursor !== undefined) {
    const page: Page<Row> = await fetchJson<Page<Row>>(pageUrl(url, cursor));
    rows.push(...page.items);
    cursor = page.nextCursor;
  }
  return rows;
};
