import type { MeritBlock } from '@trueque/contracts';

/** A block with its place on the axis of power, kW. */
export interface PlacedBlock extends Omit<MeritBlock, 'kind'> {
  readonly kind: MeritBlock['kind'] | 'outside' | 'sold';
  readonly fromKw: number;
  readonly toKw: number;
}

export interface MeritCurve {
  readonly supply: readonly PlacedBlock[];
  readonly demand: readonly PlacedBlock[];
  /** Power at which they met. */
  readonly clearedKw: number;
  /** Where demand at any price is drawn: above all that has a price. */
  readonly topMicros: number;
}

interface Merit {
  readonly items: readonly MeritBlock[];
  readonly priceMicrosPerKwh: number | null;
  readonly importsKw: number;
  readonly exportsKw: number;
}

const isAnyPrice = (micros: number): boolean => micros >= Number.MAX_SAFE_INTEGER;

/** Supply from the cheapest up and demand from the most valued down, side by side along the power. */
export const meritCurve = (merit: Merit): MeritCurve => {
  const { items, priceMicrosPerKwh } = merit;
  const priced = items.map((it) => it.priceMicrosPerKwh).filter((it) => !isAnyPrice(it));
  const topMicros = Math.max(100_000, ...priced, priceMicrosPerKwh ?? 0) * 1.25;
  const supply = placed(
    [...items.filter(({ side }) => side === 'supply'), ...outside(merit, 'supply')].sort(
      (one, other) => one.priceMicrosPerKwh - other.priceMicrosPerKwh,
    ),
  );
  const demand = placed(
    [...items.filter(({ side }) => side === 'demand'), ...outside(merit, 'demand')]
      .map((block) =>
        isAnyPrice(block.priceMicrosPerKwh) ? { ...block, priceMicrosPerKwh: topMicros } : block,
      )
      .sort((one, other) => other.priceMicrosPerKwh - one.priceMicrosPerKwh),
  );
  const clearedKw = demand.reduce((total, { usedKw }) => total + usedKw, 0);
  return { supply, demand, clearedKw, topMicros };
};

/** What a community gets from others, or gives them, at its price. */
const outside = (
  { importsKw, exportsKw, priceMicrosPerKwh }: Merit,
  side: MeritBlock['side'],
): Omit<PlacedBlock, 'fromKw' | 'toKw'>[] => {
  const powerKw = side === 'supply' ? importsKw : exportsKw;
  if (powerKw <= 0) return [];
  return [
    {
      ...{ side, kind: side === 'supply' ? 'outside' : 'sold', powerKw, usedKw: powerKw },
      ...{ priceMicrosPerKwh: priceMicrosPerKwh ?? 0, peers: 0, names: [], marginal: false },
    },
  ];
};

const placed = (blocks: readonly Omit<PlacedBlock, 'fromKw' | 'toKw'>[]): PlacedBlock[] => {
  let fromKw = 0;
  return blocks.map((block) => {
    const toKw = fromKw + block.powerKw;
    const place = { ...block, fromKw, toKw };
    fromKw = toKw;
    return place;
  });
};

/** A grid far larger than the market would hide it: the axis ends a little after what matters. */
export const shownKw = ({ supply, demand, clearedKw }: MeritCurve): number => {
  const all = Math.max(supply.at(-1)?.toKw ?? 0, demand.at(-1)?.toKw ?? 0);
  const other = supply.findLast(({ kind }) => kind !== 'grid')?.toKw ?? 0;
  return Math.min(all, Math.max(clearedKw, other) * 1.3) || 1;
};

/** Corners of a curve in steps. */
export const stepsOf = (blocks: readonly PlacedBlock[], endMicros?: number): [number, number][] => {
  const corners = blocks.flatMap(({ fromKw, toKw, priceMicrosPerKwh }): [number, number][] => [
    [fromKw, priceMicrosPerKwh / 1e6],
    [toKw, priceMicrosPerKwh / 1e6],
  ]);
  const last = corners.at(-1);
  return last === undefined || endMicros === undefined
    ? corners
    : [...corners, [last[0], endMicros / 1e6]];
};
