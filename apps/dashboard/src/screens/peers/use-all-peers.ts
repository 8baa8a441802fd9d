import type { PeerOrder, PeerTotalsPage } from '@trueque/contracts';
import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query';
import { urlOf } from '../../api/answers';
import { fetchJson } from '../../api/client';
import { useChosen } from '../../shell/market';

const PAGE_ROWS = 200;

interface Wanted {
  readonly role: string | undefined;
  readonly order: PeerOrder;
  readonly search: string;
}

/** Peers page by page, as far as the table was looked at. */
export const useAllPeers = (wanted: Wanted) => {
  const { path, scope } = useChosen();
  const url = urlOf(`${path}/peer-totals`, { ...scope, ...wanted, limit: PAGE_ROWS });
  return useInfiniteQuery({
    queryKey: ['answer', 'pages', url],
    queryFn: ({ pageParam, signal }) =>
      fetchJson<PeerTotalsPage>(
        pageParam === '' ? url : `${url}&cursor=${encodeURIComponent(pageParam)}`,
        { signal },
      ),
    initialPageParam: '',
    getNextPageParam: ({ nextCursor }) => nextCursor,
    placeholderData: keepPreviousData,
  });
};
