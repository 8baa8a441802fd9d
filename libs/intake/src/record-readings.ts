import { guarded } from '@trueque/approvals';
import { identifier, meteredSchema } from '@trueque/contracts';
import type { EventStore, TransactOptions } from '@trueque/event-store';
import { z } from 'zod';
import { auctionStream } from './command-edge.js';
import { auction } from './domain/auction.decider.js';
import { market } from './domain/market.decider.js';
import { readings } from './domain/readings.decider.js';
import type { Why } from './life/trading-rules.js';

export const readingsOrder = z.strictObject({
  auctionId: identifier,
  readings: z.array(meteredSchema),
  soundOnly: z.boolean().optional(),
});
export type ReadingsOrder = z.infer<typeof readingsOrder>;

/** Network operators say what meters say; what anybody else says of a meter is said by hand. */
const isByHand = (actor: string): boolean => !actor.startsWith('network-operator');

/** Records readings over the delivery of an auction; those by hand may take two people. */
export const recordReadings = (
  store: EventStore,
  order: ReadingsOrder,
  why: Why,
  options: TransactOptions,
) => {
  const carryOut = () => recordReadingsApproved(store, order, options);
  const { partition: marketId } = options;
  const stream = auctionStream(marketId, order.auctionId);
  const revision = async () => (await store.load(readings, stream, marketId)).revision;
  const change = { action: 'manual-readings' as const, wanted: order, revision, ...why };
  return isByHand(options.actor) ? guarded(store, change, options, carryOut) : carryOut();
};

export const recordReadingsApproved = async (
  store: EventStore,
  order: ReadingsOrder,
  options: TransactOptions,
) => {
  const { partition: marketId } = options;
  const { auctionId, readings: batch, soundOnly } = order;
  const facts = await readingsFacts(store, marketId, order);
  const command = {
    ...{ type: 'RecordReadings' as const, marketId, auctionId, readings: batch, soundOnly, facts },
  };
  return store.transact(readings, auctionStream(marketId, auctionId), command, options);
};

/** What readings are held against: the auction, and which of the peers there are. */
export const readingsFacts = async (
  store: EventStore,
  marketId: string,
  { auctionId, readings: batch }: ReadingsOrder,
) => {
  const id = auctionStream(marketId, auctionId);
  const { scheduled } = (await store.load(auction, id, marketId)).state;
  const { peers } = (await store.load(market, marketId, marketId)).state;
  const knownPeerIds = batch.map(({ peerId }) => peerId).filter((peerId) => peers.has(peerId));
  return { auction: scheduled, knownPeerIds };
};
