import { PostgresEventStore, type RecordedEvent, verifyChain } from '@trueque/event-store';
import { openDataSource } from '@trueque/postgres';
import type { DataSource } from 'typeorm';
import type { Accepted, Load } from './load.js';

export interface Verdict {
  readonly offersAccepted: number;
  readonly auctions: number;
  readonly events: number;
  /** Accepted offers that are in no book. */
  readonly lost: number;
  /** Offers, clearings and settlements that are there more than once. */
  readonly doubled: number;
  /** Which engine found each result. */
  readonly engines: readonly string[];
  /** Everything else that is not as it should be, in words. */
  readonly faults: readonly string[];
}

/** Reads all that happened and says whether it is what the peers were told. */
export const verdictOn = async (databaseUrl: string, load: Load): Promise<Verdict> => {
  const dataSource = await openDataSource({ url: databaseUrl });
  const store = new PostgresEventStore(dataSource);
  try {
    const events = await everything(store);
    const books = booksOf(events);
    const keys = load.accepted.map(keyOf);
    const timesOf = countsOf(events);
    return {
      offersAccepted: keys.length,
      auctions: load.auctions.length,
      events: events.length,
      lost: keys.filter((key) => !books.has(key)).length,
      doubled: [...timesOf.values()].filter((times) => times > 1).length,
      engines: events
        .filter(({ type }) => type === 'AuctionCleared')
        .map((event) => dataOf(event)['engine'] ?? ''),
      faults: [
        ...unfinished(load, events, timesOf),
        ...failures(events),
        ...(await brokenChains(dataSource)),
        ...(await unbalanced(dataSource)),
        ...(await deadLetters(dataSource)),
      ],
    };
  } finally {
    await store.close();
    await dataSource.destroy();
  }
};

const everything = async (store: PostgresEventStore): Promise<readonly RecordedEvent[]> => {
  const events: RecordedEvent[] = [];
  for (const { partition, position } of await store.heads())
    for (let after = 0; after < position;) {
      const page = await store.readPartition(partition, after, 1_000);
      events.push(...page);
      after = page.at(-1)?.position ?? position;
    }
  return events;
};

const dataOf = ({ data }: RecordedEvent): Record<string, string> =>
  JSON.parse(JSON.stringify(data));

const keyOf = ({ marketId, auctionId, offerId }: Accepted): string =>
  `${marketId}/${auctionId}/${offerId}`;

/** Offers that were there when their gate closed. */
const booksOf = (events: readonly RecordedEvent[]): ReadonlySet<string> => {
  const open = new Map<string, string[]>();
  const closed = new Set<string>();
  for (const event of events) {
    const { marketId, auctionId, offerId } = dataOf(event);
    const auction = `${marketId}/${auctionId}`;
    if (event.type === 'OfferSubmitted')
      open.set(auction, [...(open.get(auction) ?? []), `${auction}/${offerId}`]);
    if (event.type === 'GateClosed') for (const offer of open.get(auction) ?? []) closed.add(offer);
  }
  return closed;
};

const OUTCOMES: Readonly<Record<string, string>> = {
  OfferSubmitted: 'offer',
  GateClosed: 'gate',
  AuctionCleared: 'cleared',
  AuctionFailed: 'cleared',
  SettlementRunCompleted: 'settled',
};

/** How often each thing happened that must happen once. */
const countsOf = (events: readonly RecordedEvent[]): ReadonlyMap<string, number> => {
  const counts = new Map<string, number>();
  for (const event of events) {
    const outcome = OUTCOMES[event.type];
    if (outcome === undefined) continue;
    const key = whatOf(outcome, dataOf(event));
    counts.set(key, (counts.get(key) ?? 0) + 1);
  }
  return counts;
};

/** Meters may report again, and each report settles once; the first settlement is of what was cleared. */
const whatOf = (outcome: string, data: Readonly<Record<string, string>>): string => {
  const { auctionId, kind, marketId, offerId, runId } = data;
  const auction = `${marketId}/${auctionId}`;
  if (outcome === 'offer') return `offer ${auction} ${offerId}`;
  return kind === 'metered' ? `metered ${auction} ${runId}` : `${outcome} ${auction}`;
};

/**
 * An auction whose gate closed before enough peers were heard fails, and there is nothing to settle.
 * One whose book is incomplete has lost an offer on the way.
 */
const isHonest = (event: RecordedEvent): boolean =>
  event.type === 'AuctionFailed' && dataOf(event)['reason'] !== 'book-incomplete';

const unfinished = (
  { auctions }: Load,
  events: readonly RecordedEvent[],
  counts: ReadonlyMap<string, number>,
): readonly string[] => {
  const failed = new Set(events.filter(isHonest).map(({ stream }) => stream));
  return auctions.flatMap(({ marketId, auctionId }) =>
    ['gate', 'cleared', ...(failed.has(`clearing-${marketId}/${auctionId}`) ? [] : ['settled'])]
      .map((outcome) => `${outcome} ${marketId}/${auctionId}`)
      .filter((key) => !counts.has(key))
      .map((key) => `never ${key}`),
  );
};

const failures = (events: readonly RecordedEvent[]): readonly string[] =>
  events
    .filter((event) => event.type === 'AuctionFailed' && !isHonest(event))
    .map((event) => `${event.stream}: ${dataOf(event)['reason']}`);

const brokenChains = async (dataSource: DataSource): Promise<readonly string[]> =>
  (await verifyChain(dataSource)).flatMap(({ partition, broken }) =>
    broken === undefined ? [] : [`the chain of ${partition} is broken`],
  );

const unbalanced = async (dataSource: DataSource): Promise<readonly string[]> => {
  const rows: { auction: string; sum: string }[] = await dataSource.query(`
    SELECT market_id || '/' || auction_id AS auction, sum(amount_nanos)::text AS sum
      FROM reporting.postings GROUP BY 1 HAVING sum(amount_nanos) <> 0`);
  return rows.map(({ auction, sum }) => `the ledger of ${auction} sums to ${sum}`);
};

const deadLetters = async (dataSource: DataSource): Promise<readonly string[]> => {
  const rows: { consumer: string; reason: string }[] = await dataSource.query(
    'SELECT consumer, reason FROM messaging.dead_letter',
  );
  return rows.map(({ consumer, reason }) => `a dead letter of ${consumer}: ${reason}`);
};
