import { identifier, offerSchema, offersEvents } from '@trueque/contracts';
import type { EventStore, RecordedEvent } from '@trueque/event-store';
import { z } from 'zod';
import { auctionStream } from './command-edge.js';
import type { AuctionId } from './credit/peer-credits.js';
import type { KeptOffer } from './domain/auction.js';
import { auction, offerVersion } from './domain/auction.decider.js';

/** Of an offer that is changed all day the latest are told, and how many there were. */
const CHANGES_TOLD = 20;

const CHANGES = {
  OfferSubmitted: 'submitted',
  OfferAmended: 'amended',
  OfferWithdrawn: 'withdrawn',
} as const;

const changeSchema = z.strictObject({
  change: z.enum(CHANGES),
  at: z.iso.datetime(),
  /** In whose name. */
  actor: z.string(),
  /** What it said from then on; null where it was withdrawn. */
  offer: offerSchema.nullable(),
});
type OfferChange = z.infer<typeof changeSchema>;

/** One offer as it stands, and how it came to that. */
export const offerAnswerSchema = z.strictObject({
  marketId: identifier,
  auctionId: identifier,
  offerId: identifier,
  peerId: identifier,
  state: z.enum(['standing', 'withdrawn']),
  /** Null where it was withdrawn. */
  offer: offerSchema.nullable(),
  changesCount: z.int().min(1),
  /** The latest of them, the last one last. */
  changes: z.array(changeSchema).max(CHANGES_TOLD),
});
type OfferAnswer = z.infer<typeof offerAnswerSchema>;

/** What stands in `If-Match` for an offer that was withdrawn. */
const WITHDRAWN = 'withdrawn';

export const versionOf = ({ offer }: KeptOffer): string =>
  offer === null ? WITHDRAWN : offerVersion(offer);

export const offerAnswer = async (
  store: EventStore,
  ids: AuctionId & { readonly offerId: string },
  { offer, peerId, revisions }: KeptOffer,
): Promise<OfferAnswer> => ({
  ...ids,
  ...{ peerId, state: offer === null ? 'withdrawn' : 'standing', offer },
  changesCount: revisions.length,
  changes: await Promise.all(
    revisions
      .slice(-CHANGES_TOLD)
      .map(async (revision) => changeOf(await at(store, ids, revision))),
  ),
});

const at = async (
  store: EventStore,
  { auctionId, marketId }: AuctionId,
  revision: number,
): Promise<RecordedEvent> => {
  const stream = `${auction.category}-${auctionStream(marketId, auctionId)}`;
  for await (const event of store.readStream(marketId, stream, revision - 1)) return event;
  throw new Error(`${stream} has no revision ${revision}, which it had`);
};

const changeOf = ({ actor, data, occurredAt, type }: RecordedEvent): OfferChange => {
  const said = z.enum(TYPES).parse(type);
  const offer = said === 'OfferWithdrawn' ? null : offersEvents[said].data.parse(data).offer;
  return { change: CHANGES[said], at: occurredAt, actor, offer };
};

const TYPES = ['OfferSubmitted', 'OfferAmended', 'OfferWithdrawn'] as const;
