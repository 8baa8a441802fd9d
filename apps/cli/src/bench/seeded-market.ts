import type { CaseCommunity, CaseContract, CaseFile, CasePeer } from '@trueque/contracts';
import { type Mtu, mtuHours } from '@trueque/kernel';
import { inThousandths, SeededChance } from './seeded-chance.js';

export interface MarketSize {
  readonly peers: number;
  readonly communities: number;
  /** From midnight on. */
  readonly periods: number;
  /** Quarter-hours unless said otherwise. */
  readonly mtu?: Mtu;
  /** Share of prosumers that have a battery. */
  readonly batteries: number;
  /** Hour of the day of a single period; noon unless said otherwise. */
  readonly hour?: number;
  /** Communities meet at the hub alone: no contracts, no limits. */
  readonly hubOnly?: boolean;
}

/** The seed of every market that is measured. */
export const SEED = 1;

/**
 * A market as neighbourhoods are: half of all peers only consume, the others have sun on the roof,
 * some a battery or a small plant; communities are joined in a ring by contracts, a main grid sells
 * at a price of the hour and takes what is left. Everybody has a load of its own and a price of its
 * own. The same seed and size, the same market.
 *
 * It is read as a file is: objects that are put together here lie in memory in another way than those that JSON
 * is read into, which is what a clearing is given, and take a third longer to clear.
 */
export const seededMarket = (size: MarketSize, seed: number): CaseFile => {
  const chance = new SeededChance(seed);
  const names = Array.from({ length: size.communities }, (_, index) => `C${index + 1}`);
  const peers = Array.from({ length: size.peers - 1 }, (_, index) =>
    neighbour(chance, size, { id: `P${index + 1}`, community: names[index % names.length] ?? '' }),
  );
  const market: CaseFile = {
    format: 'trueque-case/1',
    name: `seeded-${size.peers}-${size.communities}-${size.periods}`,
    currency: 'EUR',
    start: '2026-06-01T00:00:00Z',
    mtu: mtuOf(size),
    periods: size.periods,
    rules: {
      structure: 'hybrid',
      tradeCost: 'export',
      pricing: 'marginal',
      shortage: 'reject',
    },
    communities: [
      ...names.map((id) => (size.hubOnly ? { id } : community(chance, id))),
      { id: GRID },
    ],
    contracts: size.hubOnly ? [] : ring(chance, names),
    peers: [...peers, mainGrid(size)],
  };
  return JSON.parse(JSON.stringify(market)) as CaseFile;
};

const GRID = 'main-grid';

const community = (chance: SeededChance, id: string): CaseCommunity => ({
  id,
  ...(chance.happens(0.3) ? { exportLimit: chance.between(20, 60) } : {}),
});

/** Each community sells to the next one for less than to strangers. */
const ring = (chance: SeededChance, names: readonly string[]): CaseContract[] =>
  names.length < 2
    ? []
    : names.map((from, index) => ({
        from,
        to: names[(index + 1) % names.length] ?? from,
        exportCost: chance.between(0.001, 0.009),
        capacity: chance.between(10, 50),
      }));

const neighbour = (
  chance: SeededChance,
  size: MarketSize,
  ids: { readonly id: string; readonly community: string },
): CasePeer => {
  const load = series(size, (hour) => household(hour) * chance.between(0.6, 1.4));
  const exportCost = chance.between(0.01, 0.03);
  if (chance.happens(0.5)) return { ...ids, role: 'consumer', load };
  const plant = chance.happens(0.1);
  return {
    ...ids,
    role: 'prosumer',
    load,
    exportCost,
    generation: plant
      ? { max: chance.between(5, 20), cost: chance.between(0.09, 0.16) }
      : { max: roof(chance, size), cost: chance.between(0.03, 0.08) },
    ...(chance.happens(size.batteries) ? { storage: battery(chance) } : {}),
  };
};

const roof = (chance: SeededChance, size: MarketSize): number[] => {
  const peak = chance.between(3, 9);
  return series(size, (hour) => peak * daylight(hour) * chance.between(0.7, 1));
};

const battery = (chance: SeededChance): NonNullable<CasePeer['storage']> => ({
  capacity: chance.between(5, 14),
  initial: chance.between(0, 4),
  final: 'initial',
  charge: chance.between(2, 5),
  discharge: chance.between(2, 5),
  chargeEfficiency: 0.95,
  dischargeEfficiency: 0.95,
  cost: 0.005,
});

const mainGrid = (size: MarketSize): CasePeer => ({
  id: 'grid',
  community: GRID,
  role: 'grid',
  generation: { max: size.peers * 10, cost: series(size, (hour) => tariff(hour)) },
  exportCost: 0.02,
  bids: [{ power: size.peers * 10, value: 0.04 }],
});

const series = (size: MarketSize, at: (hour: number) => number): number[] =>
  Array.from({ length: size.periods }, (_, period) => inThousandths(at(hourOf(period, size))));

const mtuOf = ({ mtu }: MarketSize): Mtu => mtu ?? 'PT15M';

/** A single period is noon: there is sun to trade. */
const hourOf = (period: number, size: MarketSize): number =>
  size.periods === 1 ? (size.hour ?? 12) : (period * mtuHours(mtuOf(size))) % 24;

/** kW: little at night, a peak in the morning and a higher one in the evening. */
const household = (hour: number): number =>
  0.4 + 0.8 * bump(hour, 7.5, 1.5) + 1.6 * bump(hour, 19.5, 2.5);

const daylight = (hour: number): number => Math.max(0, Math.sin(((hour - 6) / 12) * Math.PI));

const bump = (hour: number, middle: number, width: number): number =>
  Math.exp(-(((hour - middle) / width) ** 2));

const tariff = (hour: number): number => {
  if (hour < 7) return 0.14;
  return hour >= 17 && hour < 22 ? 0.32 : 0.22;
};
