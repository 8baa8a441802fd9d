import { guarded } from '@trueque/approvals';
import type { MeterDay } from '@trueque/contracts';
import type { EventStore, TransactOptions } from '@trueque/event-store';
import { localDay } from '../domain/metering/local-day.js';
import {
  metering,
  type ReadingProblem,
  readingProblems,
} from '../domain/metering/metering.decider.js';
import type { Why } from './adopt-rule-pack.js';
import { knownMarket } from './known-market.js';

/** Readings of one local day of the market of the partition. */
export interface MeterDayBatch {
  readonly date: string;
  readonly readings: readonly MeterDay[];
  /** Take the sound readings and leave the others. */
  readonly soundOnly?: boolean | undefined;
}

/** Network operators say what meters say; what anybody else says of a meter is said by hand. */
const isByHand = (actor: string): boolean => !actor.startsWith('network-operator');

/**
 * Records readings of a local day, those by hand maybe by two people, and says which of them are wrong;
 * undefined without such a market.
 */
export const recordMeterDay = async (
  store: EventStore,
  batch: MeterDayBatch,
  options: TransactOptions,
  why: Why = {},
) => {
  const carryOut = () => recordMeterDayApproved(store, batch, options);
  if (!isByHand(options.actor)) return carryOut();
  const revision = async () =>
    (await store.load(metering, meterDay(options, batch), options.partition)).revision;
  const change = { action: 'manual-readings' as const, wanted: batch, revision, ...why };
  const outcome = await guarded(store, change, options, carryOut);
  return outcome && 'status' in outcome ? { problems: [], outcome } : outcome;
};

export const recordMeterDayApproved = async (
  store: EventStore,
  { date, readings, soundOnly }: MeterDayBatch,
  options: TransactOptions,
) => {
  const marketId = options.partition;
  const market = await knownMarket(store, marketId);
  if (market === undefined) return undefined;
  const day = isDate(date) ? localDay(date, market.timeZone, market.mtu) : null;
  const facts = { day, knownPeerIds: market.peerIds };
  const problems: readonly ReadingProblem[] = day
    ? readingProblems(readings, day, market.peerIds)
    : [];
  const command = { type: 'RecordMeterDay' as const, marketId, readings, soundOnly, facts };
  const outcome = await store.transact(metering, meterDay(options, { date }), command, options);
  return { problems, outcome };
};

const meterDay = ({ partition }: TransactOptions, { date }: Pick<MeterDayBatch, 'date'>): string =>
  `${partition}/${date}`;

const isDate = (text: string): boolean =>
  /^\d{4}-\d{2}-\d{2}$/.test(text) && !Number.isNaN(Date.parse(`${text}T00:00:00Z`));
