import type { EventStore, TransactOptions } from '@trueque/event-store';
import { type CommandContext, etagOf, revisionsIn, tellReplayed } from '@trueque/http';
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
  { causedBy, correlationId, actor, onlyIf }: CommandContext,
): TransactOptions => ({
  partition: marketId,
  causedBy,
  correlationId,
  actor,
  occurredAt: now(edge),
  ...(onlyIf && { onlyIfRevision: revisionsIn(onlyIf) ?? [] }),
});

export const auctionStream = (marketId: string, auctionId: string): string =>
  `${marketId}/${auctionId}`;

interface Kept {
  readonly status: 'accepted' | 'repeated';
  readonly events: readonly unknown[];
}

/** What the command led to, now or when it came first; false where all was so already. */
export const ledToEvents = ({ events }: Kept): boolean => events.length > 0;

/** 201 with where it can be read and its version, or 200 where all was so already. */
export const answerCreated = (
  reply: FastifyReply,
  outcome: Kept & { readonly revision: number },
  location: string,
): void => {
  tellReplayed(reply, outcome.status);
  void reply
    .status(ledToEvents(outcome) ? 201 : 200)
    .header('Location', location)
    .header('ETag', etagOf(outcome.revision));
};
