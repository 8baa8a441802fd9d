/** What is shown is in the address: a link shows the same to whoever opens it. */
export const SCREENS = [
  'control-room',
  'clearing',
  'peers',
  'day',
  'flows',
  'prices',
  'compare',
  'bill',
  'runs',
  'operations',
  'try-it',
] as const;
export type Screen = (typeof SCREENS)[number];

/** Names in the query; each is absent where nothing is chosen. */
const NAMES = [
  ...['market', 'period', 'community', 'run', 'with'],
  ...['lang', 'at', 'peer', 'role', 'order', 'type', 'auction', 'who', 'cases', 'replays'],
  'window',
] as const;
export type Name = 'market' | 'period' | 'community' | 'run' | 'with' | Rest;
type Rest =
  | ('lang' | 'at' | 'peer' | 'role' | 'order' | 'type' | 'auction' | 'who' | 'cases' | 'replays')
  | 'window';

export interface Address extends Partial<Record<Name, string>> {
  readonly screen: Screen;
}

/** What of an address changes; undefined or empty takes a choice back. */
export type Change = { readonly [Key in Name]?: string | undefined } & {
  readonly screen?: Screen;
};

const PREFIX = '/app/';

export const parseAddress = ({ pathname, searchParams }: URL): Address => {
  const named = pathname.startsWith(PREFIX) ? pathname.slice(PREFIX.length) : '';
  const screen = SCREENS.find((known) => known === named) ?? 'control-room';
  const chosen = NAMES.flatMap((name) => {
    const value = searchParams.get(name);
    return value === null || value === '' ? [] : [[name, value] as const];
  });
  return { screen, ...Object.fromEntries(chosen) };
};

export const formatAddress = ({ screen, ...chosen }: Address): string => {
  const query = new URLSearchParams(Object.entries(chosen).filter(([, value]) => value !== ''));
  const text = query.toString().replaceAll('%3A', ':');
  return `${PREFIX}${screen}${text === '' ? '' : `?${text}`}`;
};

/** Choices that mean something on one screen, or in one market, alone. */
const OF_A_SCREEN: readonly Name[] = [
  'at',
  'role',
  'order',
  'type',
  'auction',
  'who',
  'cases',
  'replays',
];
const OF_A_MARKET: readonly Name[] = [
  'period',
  'community',
  'run',
  'with',
  'peer',
  'auction',
  'at',
  'replays',
  'window',
];
const OF_A_PERIOD: readonly Name[] = ['run', 'at', 'window'];

/** Applies a change; what it makes meaningless is taken back. */
export const changed = (address: Address, change: Change): Address => {
  const gone = new Set<string>([
    ...(change.screen !== undefined && change.screen !== address.screen ? OF_A_SCREEN : []),
    ...('market' in change && change.market !== address.market ? OF_A_MARKET : []),
    ...('period' in change && change.period !== address.period ? OF_A_PERIOD : []),
  ]);
  const kept = Object.entries(address).filter(([name]) => !gone.has(name));
  const all = Object.entries({ ...Object.fromEntries(kept), ...change });
  const { screen = address.screen, ...rest } = Object.fromEntries(
    all.filter(([, value]) => value !== undefined && value !== ''),
  ) as Partial<Address>;
  return { screen, ...rest };
};
