import { useQuery } from '@tanstack/react-query';
import type { Answer } from '../../api/answers';
import { fetchJson } from '../../api/client';
import type { ReplayView } from '../../api/rows';
import { useChosen } from '../../shell/market';
import { isOnItsWay } from './replay-text';

const LOOK_MS = 500;

/** Replays change no market, so no event tells of them: they are looked at until all have ended. */
export const useReplays = (): Answer<{ readonly items: readonly ReplayView[] }> => {
  const { path } = useChosen();
  const url = `${path}/replays`;
  return useQuery({
    queryKey: ['answer', url],
    queryFn: ({ signal }) => fetchJson<{ readonly items: readonly ReplayView[] }>(url, { signal }),
    refetchInterval: ({ state }) => (state.data?.items.some(isOnItsWay) ? LOOK_MS : false),
  });
};
