import type { EventStore, TransactOptions } from '@trueque/event-store';
import type { CommandContext } from '@trueque/http';
import { type Clock, isoInstant } from '@trueque/kernel';
import type { FastifyReply } from 'fastify';

/** What every command of intake needs: where to write, the time, and who asked. */
export interface Edge {
  readonly store: EventStore;
  readonly clock: Clock;
}

export const now = ({ clock }: Edge): string => isoInstant(clock.nowMs());

/** RFC 3339 with an offset, as the same instant in UTC. */
export const utc = (instant: string): string => isoInstant(Date.parse(instant));

export const provenance = (
  edge: Edge,
  marketId: string,
  { causedBy, correlationId, actor }: CommandContext,
): TransactOptions => ({
  partition: marketId,
  causedBy,
  correlationId,
  actor,
  occurredAt: now(edge),
});

export const auctionStream = (marketId: string, auctionId: string): string =>
  `${marketId}/${auctionId}`;

/** 201 with where it can be read, or 200 where the command came before and added nothing. */
export const answerCreated = (
  reply: FastifyReply,
  { status, events }: { readonly status: string; readonly events: readonly unknown[] },
  location: string,
): void => {
  const isNew = status === 'accepted' && events.length > 0;
  void reply.status(isNew ? 201 : 200).header('Location', location);
};
