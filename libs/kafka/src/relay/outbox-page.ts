import type { Topic } from '@trueque/contracts';
import type { KeptEvent } from '@trueque/event-store';
import { messageOf, type Predecessors, topicOfEvent } from '../cloud-event.js';
import type { OutgoingMessage } from '../kafka-client.port.js';
import type { PublishedUpTo } from './published.js';

/** Headers and the record around them, at most. */
const ENVELOPE_BYTES = 2_048;

/** Events of one log partition as messages, by topic, and where the partition is after them. */
export interface OutboxPage {
  readonly messages: readonly { readonly topic: Topic; readonly message: OutgoingMessage }[];
  readonly after: PublishedUpTo;
}

/** Translates events that follow what was published. `batchBytesMax` is what a broker takes at once. */
export const outboxPage = (
  published: PublishedUpTo,
  events: readonly KeptEvent[],
  batchBytesMax: number,
): OutboxPage => {
  let predecessors: Predecessors = published.predecessors;
  const messages: OutboxPage['messages'][number][] = [];
  for (const event of events) {
    const topic = topicOfEvent(event);
    if (topic === undefined) continue;
    const message = messageOf(event, predecessors, batchBytesMax / 2 - ENVELOPE_BYTES);
    messages.push({ topic, message });
    predecessors = { ...predecessors, [topic]: event.position };
  }
  return {
    messages,
    after: { position: events.at(-1)?.position ?? published.position, predecessors },
  };
};

/** Cut, in order, into what a broker takes at once. */
export const sendsOf = (
  messages: readonly OutgoingMessage[],
  batchBytesMax: number,
): readonly (readonly OutgoingMessage[])[] => {
  const sends: OutgoingMessage[][] = [];
  let bytes = Infinity;
  for (const message of messages) {
    const size = Buffer.byteLength(message.value ?? '') + ENVELOPE_BYTES;
    if (bytes + size > batchBytesMax) {
      sends.push([]);
      bytes = 0;
    }
    sends.at(-1)?.push(message);
    bytes += size;
  }
  return sends;
};
