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

/** Power that is offered or wanted at one price, and how much of it was used. */
export interface OfferedStep extends Pick<MeritBlock, 'side' | 'kind' | 'powerKw' | 'usedKw'> {
  readonly priceMicrosPerKwh: number;
}

/** Load must be met at any price: it stands above every bid. */
const AT_ANY_PRICE = Number.MAX_SAFE_INTEGER;

/** Everything that an offer says of a period: what it supplies by cost, what it wants by value. */
export const offeredSteps = (peer: OfferedPeer, period: number): OfferedStep[] => [
  ...generationOf(peer, period),
  ...dischargeOf(peer, period),
  ...demandOf(peer, period),
];

type Value<T> = T | readonly T[] | undefined;

const at = <T>(value: Value<T>, period: number): T | undefined =>
  Array.isArray(value) ? (value[period] as T | undefined) : (value as T | undefined);

const micros = (price: number) => Math.round(price * 1e6);

/** A peer's steps, of which the cheapest generate first. */
const generationOf = ({ offer, generationKw }: OfferedPeer, period: number): OfferedStep[] => {
  const { generation } = offer;
  const role = at(offer.role, period);
  if (generation === undefined || role === 'consumer') return [];
  const steps =
    'steps' in generation ? generation.steps : [{ cost: generation.cost, power: generation.max }];
  const kind = role === 'grid' ? 'grid' : 'community';
  const priced = steps.map(({ cost, power }) => pricedAt(cost, power, period));
  const cheapestFirst = priced.sort((one, other) => one.price - other.price);
  return usedInOrder({ side: 'supply', kind }, cheapestFirst, generationKw);
};

const dischargeOf = ({ offer, dischargeKw }: OfferedPeer, period: number): OfferedStep[] => {
  if (dischargeKw <= 0) return [];
  const priceMicrosPerKwh = micros(at(offer.storage?.cost, period) ?? 0);
  const power = { powerKw: dischargeKw, usedKw: dischargeKw };
  return [{ side: 'supply', kind: 'storage', priceMicrosPerKwh, ...power }];
};

/** What must be met, what batteries take in, and what is bought only if it is worth its price. */
const demandOf = ({ offer, servedKw, chargeKw }: OfferedPeer, period: number): OfferedStep[] => {
  const loadKw = at(offer.load, period) ?? 0;
  const kind = at(offer.role, period) === 'grid' ? 'grid' : 'bid';
  const priced = (offer.bids ?? []).map(({ power, value }) => pricedAt(value, power, period));
  const dearestFirst = priced.sort((one, other) => other.price - one.price);
  return [
    ...must('load', loadKw),
    ...must('storage', chargeKw),
    ...usedInOrder({ side: 'demand', kind }, dearestFirst, Math.max(0, servedKw - loadKw)),
  ];
};

const must = (kind: 'load' | 'storage', powerKw: number): OfferedStep[] =>
  powerKw > 0
    ? [{ side: 'demand', kind, priceMicrosPerKwh: AT_ANY_PRICE, powerKw, usedKw: powerKw }]
    : [];

interface Priced {
  readonly price: number;
  readonly powerKw: number;
}

const pricedAt = (price: Value<number>, power: Value<number>, period: number): Priced => ({
  price: at(price, period) ?? 0,
  powerKw: at(power, period) ?? 0,
});

/** What was used fills the first steps. */
const usedInOrder = (
  of: Pick<OfferedStep, 'side' | 'kind'>,
  steps: readonly Priced[],
  kw: number,
): OfferedStep[] => {
  let left = kw;
  return steps
    .filter(({ powerKw }) => powerKw > 0)
    .map(({ price, powerKw }) => {
      const usedKw = Math.min(left, powerKw);
      left -= usedKw;
      return { ...of, priceMicrosPerKwh: micros(price), powerKw, usedKw };
    });
};
