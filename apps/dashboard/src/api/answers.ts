import {
  keepPreviousData,
  QueryClient,
  useQuery,
  type UseQueryResult,
} from '@tanstack/react-query';
import { ApiProblem, fetchJson } from './client';

/** Answers are kept until the server tells of a change: see `live.ts`. */
export const answers = new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: Infinity,
      refetchOnWindowFocus: false,
      networkMode: 'always',
      retry: (failures, error) =>
        failures < 2 && !(error instanceof ApiProblem && error.status < 500),
      retryDelay: 400,
    },
  },
});

export type Answer<Body> = UseQueryResult<Body>;

export type Parameters = Readonly<Record<string, string | number | undefined>>;

/** `/markets/m/energy` with what of the parameters is there. */
export const urlOf = (path: string, parameters: Parameters = {}): string => {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(parameters))
    if (value !== undefined && value !== '') query.set(name, String(value));
  const text = query.toString();
  return text === '' ? path : `${path}?${text}`;
};

interface Asking {
  /** Shows the answer before while the next is fetched. */
  readonly keep?: boolean;
  /** Asks when that is over. */
  readonly after?: Promise<void>;
  /** Asks again where that is another: for what no event tells of. */
  readonly version?: string;
  /** Asks once, whatever the server tells meanwhile, and again where that is another: for what takes long. */
  readonly once?: number;
}

/** What the API answers to a path; nothing is asked while the path is undefined. */
export const useAnswer = <Body>(
  path: string | undefined,
  parameters: Parameters = {},
  { keep = true, after, version, once }: Asking = {},
): Answer<Body> => {
  const url = path === undefined ? '' : urlOf(path, parameters);
  return useQuery<Body>({
    queryKey:
      once === undefined
        ? ['answer', url, ...(version === undefined ? [] : [version])]
        : ['asked once', url, once],
    queryFn: async ({ signal }) => {
      await after;
      return fetchJson<Body>(url, { signal });
    },
    enabled: path !== undefined,
    ...(keep ? { placeholderData: keepPreviousData } : {}),
  });
};

/** Asks again for all that is shown, and for what was asked once and failed. */
export const askAgain = async (): Promise<void> => {
  const failed = answers.refetchQueries({
    ...{ queryKey: ['asked once'], predicate: ({ state }) => state.status === 'error' },
  });
  await Promise.all([refresh(), failed]);
};

/**
 * Asks again for all that is shown. A first answer that is still on its way may be older than what
 * there is to be heard of: the client would take it for a new one, so that is asked for again after it.
 */
export const refresh = async (): Promise<void> => {
  const onTheirWay = answers.getQueryCache().findAll({
    ...{ queryKey: ['answer'], fetchStatus: 'fetching' as const },
    predicate: ({ state }) => state.data === undefined,
  });
  await answers.invalidateQueries({ queryKey: ['answer'] });
  await answers.invalidateQueries({ predicate: (query) => onTheirWay.includes(query) });
};
