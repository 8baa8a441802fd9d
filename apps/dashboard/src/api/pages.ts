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

/** All rows of a list, however many: for a file that somebody asked for. */
export const everyRow = async <Row>(path: string, parameters: Parameters): Promise<Row[]> => {
  const url = urlOf(path, { ...parameters, limit: ALL_PAGE_ROWS });
  const rows: Row[] = [];
  let cursor: string | undefined = '';
  while (cursor !== undefined) {
    const page: Page<Row> = await fetchJson<Page<Row>>(pageUrl(url, cursor));
    rows.push(...page.items);
    cursor = page.nextCursor;
  }
  return rows;
};
