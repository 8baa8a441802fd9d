import { useQuery } from '@tanstack/react-query';

/** Case files that come with the product, each fetched when it is chosen. */
const files = import.meta.glob<string>('../../../../cases/*.json', {
  query: '?raw',
  import: 'default',
});

const nameOf = (path: string): string => path.replace(/^.*\/|\.json$/g, '');
const byName = new Map(Object.entries(files).map(([path, load]) => [nameOf(path), load]));

export const SHIPPED_CASES: readonly string[] = [...byName.keys()].sort();

/** The text of a case file; undefined while it is fetched, or where there is none of that name. */
export const useShippedCase = (name: string | undefined): string | undefined =>
  useQuery({
    queryKey: ['case', name],
    queryFn: () => byName.get(name ?? '')?.() ?? Promise.resolve(''),
    enabled: name !== undefined && byName.has(name),
    staleTime: Infinity,
  }).data;
