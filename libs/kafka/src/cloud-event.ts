import { eventDeclaration, isEventType, type Topic, TOPICS } from '@trueque/contracts';
import type { KeptEvent, RecordedEvent } from '@trueque/event-store';
import { isTracing, traceparentOf } from '@trueque/tracing';
import { z } from 'zod';
import type { IncomingMessage, OutgoingMessage } from './kafka-client.port.js';

/**
 * For each topic, the position of the market's last event in it before this one, 0 where there is
 * none. So whoever reads one topic or several sees at once whether an event of them is missing.
 */
export type Predecessors = Readonly<Record<Topic, number>>;

/** An event as a message carries it. */
export interface CarriedEvent {
  readonly event: RecordedEvent;
  readonly before: Predecessors;
  /** False where the message was too long for its data: they are in the store. */
  readonly complete: boolean;
}

/** A message that is no CloudEvent of ours; the message says what is wrong with it. */
export class UnreadableMessage extends Error {
  override readonly name = 'UnreadableMessage';
}

export const NO_PREDECESSORS: Predecessors = {
  'offers.v1': 0,
  'clearings.v1': 0,
  'settlements.v1': 0,
};

/** Undefined for an event of a type that nobody declares: it goes to no topic. */
export const topicOfEvent = ({ type }: Pick<RecordedEvent, 'type'>): Topic | undefined =>
  isEventType(type) ? eventDeclaration(type).topic : undefined;

/**
 * CloudEvents 1.0 in binary mode: attributes are headers, the body is the data. An event whose data
 * do not fit goes without them, and says so in `ce_dataref`.
 */
export const messageOf = (
  event: KeptEvent,
  before: Predecessors,
  bytesMax: number,
): OutgoingMessage => {
  const { partition: key, recordedAt } = event;
  const headers = headersOf(event, before);
  const timestampMs = Date.parse(recordedAt);
  if (Buffer.byteLength(event.text) <= bytesMax)
    return { key, value: event.text, headers, timestampMs };
  return { key, value: null, headers: { ...headers, ce_dataref: dataRef(event) }, timestampMs };
};

const sourceOf = (partition: string): string => `/markets/${encodeURIComponent(partition)}`;

const dataRef = ({ partition, position }: KeptEvent): string =>
  `event-store:/${encodeURIComponent(partition)}/${position}`;

/** Written out, since it is made for every event. */
const textOf = (before: Predecessors): string =>
  `offers.v1=${before['offers.v1']},clearings.v1=${before['clearings.v1']},settlements.v1=${before['settlements.v1']}`;

const headersOf = (event: KeptEvent, before: Predecessors): Record<string, string> => ({
  'content-type': 'application/json',
  ce_specversion: '1.0',
  ce_id: event.id,
  ce_source: sourceOf(event.partition),
  ce_type: event.type,
  ce_subject: event.stream,
  ce_time: event.occurredAt,
  ce_partitionkey: event.partition,
  ce_sequence: String(event.position),
  ce_predecessors: textOf(before),
  ce_revision: String(event.revision),
  ce_dataversion: String(event.version),
  ce_recordedtime: event.recordedAt,
  ce_causedby: event.causedBy,
  ce_correlationid: event.correlationId,
  ce_actor: event.actor,
  ce_hash: event.hash,
  ...(isTracing() && traceOf(event)),
});

/** By the extension of CloudEvents for distributed tracing, and as consumers that know no CloudEvents look for it. */
const traceOf = (event: KeptEvent) => {
  const traceparent = traceparentOf(event);
  return { ce_traceparent: traceparent, traceparent };
};

const count = z
  .string()
  .regex(/^\d{1,15}$/)
  .transform(Number);

const predecessors = z.string().transform((text, context): Predecessors => {
  const found = new Map(
    text.split(',').map((part) => {
      const [topic = '', position = ''] = part.split('=');
      return [topic, /^\d{1,15}$/.test(position) ? Number(position) : undefined];
    }),
  );
  const [offers, clearings, settlements] = TOPICS.map((topic) => found.get(topic));
  if (offers === undefined || clearings === undefined || settlements === undefined) {
    context.addIssue('names not every topic');
    return z.NEVER;
  }
  return { 'offers.v1': offers, 'clearings.v1': clearings, 'settlements.v1': settlements };
});

const headersSchema = z.object({
  ce_specversion: z.literal('1.0'),
  ce_id: z.uuid(),
  ce_type: z.string().min(1),
  ce_subject: z.string().min(1),
  ce_time: z.string().min(1),
  ce_partitionkey: z.string().min(1),
  ce_sequence: count,
  ce_predecessors: predecessors,
  ce_revision: count,
  ce_dataversion: count,
  ce_recordedtime: z.string().min(1),
  ce_causedby: z.string(),
  ce_correlationid: z.string(),
  ce_actor: z.string(),
  ce_hash: z.string(),
  ce_dataref: z.string().optional(),
});

/** Throws `UnreadableMessage`. Whether the data are of their type's shape is asked later. */
export const carriedEvent = (message: IncomingMessage): CarriedEvent => {
  const parsed = headersSchema.safeParse(message.headers);
  if (!parsed.success) throw new UnreadableMessage(z.prettifyError(parsed.error));
  const headers = parsed.data;
  const complete = headers.ce_dataref === undefined;
  return {
    complete,
    before: headers.ce_predecessors,
    event: {
      partition: headers.ce_partitionkey,
      position: headers.ce_sequence,
      stream: headers.ce_subject,
      revision: headers.ce_revision,
      id: headers.ce_id,
      type: headers.ce_type,
      version: headers.ce_dataversion,
      occurredAt: headers.ce_time,
      recordedAt: headers.ce_recordedtime,
      causedBy: headers.ce_causedby,
      correlationId: headers.ce_correlationid,
      actor: headers.ce_actor,
      hash: headers.ce_hash,
      data: complete ? dataOf(message) : {},
    },
  };
};

const dataOf = ({ value }: IncomingMessage): unknown => {
  if (value === null) throw new UnreadableMessage('it has no body');
  try {
    return JSON.parse(value.toString('utf8'));
  } catch (error) {
    throw new UnreadableMessage(
      `its body is no JSON: ${error instanceof Error ? error.message : ''}`,
    );
  }
};
