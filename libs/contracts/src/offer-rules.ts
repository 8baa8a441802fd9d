import type { Offer, Role } from './case-file.js';

/** Something wrong with one offer: where (a JSON pointer within the offer) and what was expected. */
export interface OfferProblem {
  readonly pointer: string;
  readonly message: string;
}

/**
 * What no single field of an offer can say: lengths, roles, must-run, storage, sane magnitudes. The
 * same for an offer sent to an auction and for a peer of a case file; all problems at once.
 */
export const offerProblems = (offer: Offer, periods: number): readonly OfferProblem[] => {
  const leaves = leavesOf(offer);
  return [
    ...lengthProblems(leaves, periods),
    ...magnitudeProblems(leaves),
    ...generationProblems(offer, periods),
    ...storageProblems(offer),
  ];
};

/**
 * kW, kWh or currency per kWh. A terawatt; above it energy in Wh and prices in 10⁻⁶ currency leave
 * the whole numbers that are exact.
 */
export const OFFER_AMOUNT_MAX = 1e9;

type PerPeriod<Value> = Value | readonly Value[];

/** The value of a period (index from 0); a scalar stands for all of them. */
const valueAt = <Value>(series: PerPeriod<Value>, period: number): Value | undefined =>
  isSeries(series) ? series[period] : series;

const isSeries = <Value>(value: PerPeriod<Value>): value is readonly Value[] =>
  Array.isArray(value);

/** Lists of records; every other array of an offer has one value per period. */
const LISTS: ReadonlySet<string> = new Set(['steps', 'bids']);

interface Leaf {
  readonly pointer: string;
  readonly value: unknown;
}

/** Every number, word and series of an offer, with its pointer. */
const leavesOf = (offer: Offer): readonly Leaf[] => {
  const leaves: Leaf[] = [];
  gather(offer, '', leaves);
  return leaves;
};

/** Into one list, as there are a million offers in a large market. */
const gather = (value: unknown, pointer: string, leaves: Leaf[]): void => {
  if (value === null || typeof value !== 'object') {
    leaves.push({ pointer, value });
    return;
  }
  for (const [key, member] of Object.entries(value) as [string, unknown][]) {
    const at = `${pointer}/${key}`;
    if (!Array.isArray(member)) gather(member, at, leaves);
    else if (LISTS.has(key))
      member.forEach((item, index) => gather(item, `${at}/${index}`, leaves));
    else leaves.push({ pointer: at, value: member });
  }
};

const lengthProblems = (leaves: readonly Leaf[], periods: number): readonly OfferProblem[] =>
  leaves.flatMap(({ pointer, value }) =>
    Array.isArray(value) && value.length !== periods
      ? [
          {
            pointer,
            message: `expected one value, or ${periods} (one per period), got ${value.length}`,
          },
        ]
      : [],
  );

const magnitudeProblems = (leaves: readonly Leaf[]): readonly OfferProblem[] =>
  leaves.flatMap(({ pointer, value }) =>
    (isSeries(value) ? value : [value]).some(isBeyond)
      ? [{ pointer, message: `expected at most ${OFFER_AMOUNT_MAX}` }]
      : [],
  );

const isBeyond = (amount: unknown): boolean =>
  typeof amount === 'number' && amount > OFFER_AMOUNT_MAX;

/** At the first period where it fails, a rule has failed. */
const generationProblems = (offer: Offer, periods: number): readonly OfferProblem[] => {
  const min = offer.generation?.min;
  if (min === undefined) return [];
  for (let period = 0; period < periods; period += 1) {
    const leastKw = valueAt(min, period) ?? 0;
    const message = mustRunProblem(
      leastKw,
      valueAt<Role>(offer.role, period),
      mostKw(offer, period),
    );
    if (message) return [{ pointer: '/generation/min', message: `period ${period}: ${message}` }];
  }
  return [];
};

const mustRunProblem = (leastKw: number, role: Role | undefined, greatestKw: number) => {
  if (leastKw > greatestKw) return `expected at most the maximum, ${greatestKw} kW, got ${leastKw}`;
  if (leastKw > 0 && role === 'consumer')
    return `a consumer generates nothing, so expected 0, got ${leastKw}`;
  return undefined;
};

const mostKw = ({ generation }: Offer, period: number): number => {
  if (!generation) return 0;
  if ('max' in generation) return valueAt(generation.max, period) ?? Infinity;
  return generation.steps.reduce((sum, step) => sum + (valueAt(step.power, period) ?? Infinity), 0);
};

const storageProblems = ({ storage }: Offer): readonly OfferProblem[] => {
  if (!storage) return [];
  const { capacity, min = 0, initial, final } = storage;
  return [
    ...atMost('/storage/min', min, { name: 'initial', value: initial }),
    ...atMost('/storage/initial', initial, { name: 'capacity', value: capacity }),
    ...(typeof final === 'number' ? finalProblems(final, { capacity, min }) : []),
  ];
};

const finalProblems = (
  final: number,
  { capacity, min }: { readonly capacity: number; readonly min: number },
): readonly OfferProblem[] =>
  final < min
    ? [{ pointer: '/storage/final', message: `expected at least min, ${min} kWh, got ${final}` }]
    : atMost('/storage/final', final, { name: 'capacity', value: capacity });

const atMost = (
  pointer: string,
  value: number,
  limit: { readonly name: string; readonly value: number },
): readonly OfferProblem[] =>
  value <= limit.value
    ? []
    : [{ pointer, message: `expected at most ${limit.name}, ${limit.value} kWh, got ${value}` }];
