import type { MeritBlock, Offer } from '@trueque/contracts';

/** One peer's offer of a period, and what it was cleared to do, kW. */
export interface OfferedPeer {
  readonly peerId: string;
  readonly offer: Offer;
  readonly generationKw: number;
  readonly chargeKw: number;
  readonly dischargeKw: number;
  readonly servedKw: number;
}

const BLOCKS_MAX = 60;
const NAMES_MAX = 5;

/** Supply by cost and demand by value: equal ones are one block, and of very many neighbours share one. */
export const meritBlocks = (peers: readonly OfferedPeer[], period: number): MeritBlock[] => [
  ...merged(peers.flatMap((peer) => supplyOf(peer, period))).sort(
    (one, other) => one.priceMicrosPerKwh - other.priceMicrosPerKwh,
  ),
  ...merged(peers.flatMap((peer) => demandOf(peer, period))).sort(
    (one, other) => other.priceMicrosPerKwh - one.priceMicrosPerKwh,
  ),
];

/** Load must be met at any price: it stands above every bid. */
const AT_ANY_PRICE = Number.MAX_SAFE_INTEGER;

type Value<T> = T | readonly T[] | undefined;

const at = <T>(value: Value<T>, period: number): T | undefined =>
  Array.isArray(value) ? (value[period] as T | undefined) : (value as T | undefined);

const micros = (price: number) => Math.round(price * 1e6);

const supplyOf = (peer: OfferedPeer, period: number): MeritBlock[] => [
  ...generationOf(peer, period),
  ...dischargeOf(peer, period),
];

/** A peer's steps, of which the cheapest generate first. */
const generationOf = (
  { offer, peerId, generationKw }: OfferedPeer,
  period: number,
): MeritBlock[] => {
  const { generation } = offer;
  const role = at(offer.role, period);
  if (generation === undefined || role === 'consumer') return [];
  const steps =
    'steps' in generation ? generation.steps : [{ cost: generation.cost, power: generation.max }];
  let left = generationKw;
  return steps
    .map(({ cost, power }) => ({ cost: at(cost, period) ?? 0, power: at(power, period) ?? 0 }))
    .filter(({ power }) => power > 0)
    .sort((one, other) => one.cost - other.cost)
    .map(({ cost, power }) => {
      const usedKw = Math.min(left, power);
      left -= usedKw;
      const kind = role === 'grid' ? 'grid' : 'community';
      return block({ side: 'supply', kind, peerId, price: cost, powerKw: power, usedKw });
    });
};

const dischargeOf = ({ offer, peerId, dischargeKw }: OfferedPeer, period: number): MeritBlock[] =>
  dischargeKw > 0
    ? [
        block({
          ...{ side: 'supply', kind: 'storage', peerId },
          price: at(offer.storage?.cost, period) ?? 0,
          ...{ powerKw: dischargeKw, usedKw: dischargeKw },
        }),
      ]
    : [];

/** What must be met, what batteries take in, and what is bought only if it is worth its price. */
const demandOf = (
  { offer, peerId, servedKw, chargeKw }: OfferedPeer,
  period: number,
): MeritBlock[] => {
  const loadKw = at(offer.load, period) ?? 0;
  const grid = at(offer.role, period) === 'grid';
  let left = Math.max(0, servedKw - loadKw);
  const bids = (offer.bids ?? [])
    .map(({ power, value }) => ({ power: at(power, period) ?? 0, value: at(value, period) ?? 0 }))
    .filter(({ power }) => power > 0)
    .sort((one, other) => other.value - one.value)
    .map(({ power, value }) => {
      const usedKw = Math.min(left, power);
      left -= usedKw;
      const kind = grid ? 'grid' : 'bid';
      return block({ side: 'demand', kind, peerId, price: value, powerKw: power, usedKw });
    });
  const must = (kind: 'load' | 'storage', powerKw: number) =>
    powerKw > 0
      ? [block({ side: 'demand', kind, peerId, price: AT_ANY_PRICE, powerKw, usedKw: powerKw })]
      : [];
  return [...must('load', loadKw), ...must('storage', chargeKw), ...bids];
};

interface Draft extends Pick<MeritBlock, 'side' | 'kind' | 'powerKw' | 'usedKw'> {
  readonly peerId: string;
  readonly price: number;
}

const block = ({ peerId, price, ...rest }: Draft): MeritBlock => ({
  ...rest,
  priceMicrosPerKwh: price === AT_ANY_PRICE ? AT_ANY_PRICE : micros(price),
  peers: 1,
  names: [peerId],
  marginal: false,
});

const merged = (blocks: readonly MeritBlock[]): MeritBlock[] => {
  const byKey = new Map<string, MeritBlock[]>();
  for (const each of blocks) {
    const key = `${each.priceMicrosPerKwh} ${each.kind}`;
    const known = byKey.get(key);
    if (known === undefined) byKey.set(key, [each]);
    else known.push(each);
  }
  const sorted = [...byKey.values()]
    .map(joined)
    .sort((one, other) => one.priceMicrosPerKwh - other.priceMicrosPerKwh);
  const size = Math.ceil(sorted.length / BLOCKS_MAX);
  if (size <= 1) return sorted;
  return Array.from({ length: Math.ceil(sorted.length / size) }, (_, index) =>
    joined(sorted.slice(index * size, (index + 1) * size)),
  );
};

const joined = (blocks: readonly MeritBlock[]): MeritBlock => {
  const [first] = blocks;
  if (first === undefined) throw new RangeError('a block is of at least one offer');
  const total = (read: (block: MeritBlock) => number) =>
    blocks.reduce((sum, each) => sum + read(each), 0);
  const powerKw = watts(total((each) => each.powerKw));
  const usedKw = watts(total((each) => each.usedKw));
  const weighted = total((each) => each.priceMicrosPerKwh * each.powerKw);
  const alike = blocks.every((each) => each.priceMicrosPerKwh === first.priceMicrosPerKwh);
  return {
    ...first,
    priceMicrosPerKwh: alike ? first.priceMicrosPerKwh : Math.round(weighted / powerKw),
    ...{ powerKw, usedKw },
    peers: total(({ peers }) => peers),
    names: blocks.flatMap(({ names }) => names).slice(0, NAMES_MAX),
    marginal: usedKw > 0 && usedKw < powerKw,
  };
};

const watts = (powerKw: number): number => Math.round(powerKw * 1e3) / 1e3;
