import { accept, type Decider, type Decision, digest, type Mtu, reject } from '@trueque/kernel';
import { Map as PersistentMap } from 'immutable';
import type { DataOf, EventOf } from './offers-event.js';

/** Metered energy of one peer over the delivery of one auction, Wh, one value a period; null says nothing. */
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
  /** Take the readings that are sound and leave the others. */
  readonly soundOnly?: boolean | undefined;
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

  decide: (command, state) => {
    const { auctionId, marketId, facts } = command;
    if (!facts.auction)
      return reject('auction-unknown', `There is no auction ${auctionId} in market ${marketId}.`);
    if (command.readings.length === 0)
      return reject('readings-empty', 'The batch holds no readings.');
    const problems = readingsProblems(command.readings, facts);
    return problems.length === 0 || command.soundOnly
      ? recordNews(command, problems, state)
      : refused(problems);
  },

  evolve: (state, { data }) => ({
    latest: state.latest.withMutations((latest) => {
      for (const metered of data.readings) latest.set(metered.peerId, digest(metered));
    }),
  }),
};

/** What is wrong with one reading of a batch. */
export interface ReadingProblem {
  readonly pointer: string;
  readonly message: string;
  readonly code: 'peer-unknown' | 'readings-invalid';
}

const refused = (problems: readonly ReadingProblem[]): ReadingsDecision =>
  reject(
    problems.some(({ code }) => code === 'peer-unknown') ? 'peer-unknown' : 'readings-invalid',
    problems.map(({ pointer, message }) => `${pointer}: ${message}`).join('; '),
  );

/** Unknown peers, peers named twice and wrong lengths, each with its JSON pointer within the list. */
export const readingsProblems = (
  readings: readonly Metered[],
  { auction, knownPeerIds }: ReadingsFacts,
): readonly ReadingProblem[] => {
  const known = new Set(knownPeerIds);
  const seen = new Set<string>();
  return readings.flatMap(({ peerId, importWh, exportWh }, index) => {
    const twice = seen.has(peerId);
    seen.add(peerId);
    const pointer = `/${index}/peerId`;
    return [
      ...(known.has(peerId)
        ? []
        : [{ pointer, message: `there is no peer ${peerId}`, code: 'peer-unknown' as const }]),
      ...(twice ? [invalid(pointer, `peer ${peerId} is in the batch twice`)] : []),
      ...lengthProblem(`/${index}/importWh`, importWh, auction?.periods ?? 0),
      ...lengthProblem(`/${index}/exportWh`, exportWh, auction?.periods ?? 0),
    ];
  });
};

const invalid = (pointer: string, message: string): ReadingProblem => ({
  ...{ pointer, message, code: 'readings-invalid' },
});

const lengthProblem = (pointer: string, values: Metered['importWh'], periods: number) =>
  values === null || values.length === periods
    ? []
    : [invalid(pointer, `expected ${periods} values, one per period, got ${values.length}`)];

/** Keeps only what is sound and what the stream does not say already: a repeated batch adds nothing. */
const recordNews = (
  { marketId, auctionId, readings, facts: { auction } }: RecordReadings,
  problems: readonly ReadingProblem[],
  { latest }: Readings,
): ReadingsDecision => {
  const wrong = new Set(problems.map(({ pointer }) => Number(pointer.split('/')[1])));
  const news = readings.filter(
    (metered, index) => !wrong.has(index) && latest.get(metered.peerId) !== digest(metered),
  );
  if (news.length === 0 || !auction) return accept();
  const { start, mtu } = auction;
  return accept({
    type: 'MeterReadingsRecorded',
    data: { marketId, auctionId, start, mtu, readings: news },
  });
};
