import { accept, type Decider, type Decision, digest, type Mtu, reject } from '@trueque/kernel';
import { Map as PersistentMap } from 'immutable';
import type { DataOf, EventOf } from './offers-event.js';

/** Metered energy of one peer over the delivery of one auction, Wh, one value a period. */
export type Metered = DataOf<'MeterReadingsRecorded'>['readings'][number];

/** What the caller looked up: the auction (null: there is none), and which of the peers exist. */
export interface ReadingsFacts {
  readonly auction: { readonly start: string; readonly mtu: Mtu; readonly periods: number } | null;
  readonly knownPeerIds: readonly string[];
}

export interface RecordReadings {
  readonly type: 'RecordReadings';
  readonly marketId: string;
  readonly auctionId: string;
  readonly readings: readonly Metered[];
  readonly facts: ReadingsFacts;
}

export type ReadingsEvent = EventOf<'MeterReadingsRecorded'>;

export type ReadingsRefusal =
  'auction-unknown' | 'peer-unknown' | 'readings-empty' | 'readings-invalid';

/** Digest of the latest readings of each peer: a later batch supersedes what it says anew. */
export interface Readings {
  readonly latest: PersistentMap<string, string>;
}

type ReadingsDecision = Decision<ReadingsEvent, ReadingsRefusal>;

export const readings: Decider<RecordReadings, Readings, ReadingsEvent, ReadingsRefusal> = {
  category: 'readings',

  initial: { latest: PersistentMap() },

  decide: (command, state) =>
    admissionProblem(command) ?? contentProblem(command) ?? recordNews(command, state),

  evolve: (state, { data }) => ({
    latest: state.latest.withMutations((latest) => {
      for (const metered of data.readings) latest.set(metered.peerId, digest(metered));
    }),
  }),
};

const admissionProblem = ({ auctionId, marketId, readings, facts }: RecordReadings) => {
  if (!facts.auction)
    return reject('auction-unknown', `There is no auction ${auctionId} in market ${marketId}.`);
  if (readings.length === 0) return reject('readings-empty', 'The batch holds no readings.');
  const known = new Set(facts.knownPeerIds);
  const unknown = readings.filter(({ peerId }) => !known.has(peerId));
  return unknown.length === 0
    ? undefined
    : reject(
        'peer-unknown',
        `Market ${marketId} has no peer ${unknown.map(({ peerId }) => peerId).join(', ')}. Nothing of the batch was recorded.`,
      );
};

const contentProblem = ({ readings, facts }: RecordReadings) => {
  const problems = readingsProblems(readings, facts.auction?.periods ?? 0);
  return problems.length === 0
    ? undefined
    : reject(
        'readings-invalid',
        problems.map(({ pointer, message }) => `${pointer}: ${message}`).join('; '),
      );
};

/** Wrong lengths and peers named twice, each with its JSON pointer within the list. */
export const readingsProblems = (
  readings: readonly Metered[],
  periods: number,
): readonly { readonly pointer: string; readonly message: string }[] => {
  const seen = new Set<string>();
  return readings.flatMap(({ peerId, importWh, exportWh }, index) => {
    const twice = seen.has(peerId);
    seen.add(peerId);
    return [
      ...(twice
        ? [{ pointer: `/${index}/peerId`, message: `peer ${peerId} is in the batch twice` }]
        : []),
      ...lengthProblem(`/${index}/importWh`, importWh, periods),
      ...lengthProblem(`/${index}/exportWh`, exportWh, periods),
    ];
  });
};

const lengthProblem = (pointer: string, values: readonly number[], periods: number) =>
  values.length === periods
    ? []
    : [{ pointer, message: `expected ${periods} values, one per period, got ${values.length}` }];

/** Keeps only what the stream does not say already, so that a repeated batch adds nothing. */
const recordNews = (
  { marketId, auctionId, readings, facts: { auction } }: RecordReadings,
  { latest }: Readings,
): ReadingsDecision => {
  const news = readings.filter((metered) => latest.get(metered.peerId) !== digest(metered));
  if (news.length === 0 || !auction) return accept();
  const { start, mtu } = auction;
  return accept({
    type: 'MeterReadingsRecorded',
    data: { marketId, auctionId, start, mtu, readings: news },
  });
};
