import { hash } from 'node:crypto';

/** What an event says of where it belongs: enough to find its trace and the span that recorded it. */
export interface Recorded {
  readonly stream: string;
  readonly causedBy: string;
  readonly correlationId: string;
}

const TRACE_DIGITS = 32;
const SPAN_DIGITS = 16;
const UUID_OR_TRACE = /^[0-9a-f]{8}(-?)[0-9a-f]{4}\1[0-9a-f]{4}\1[0-9a-f]{4}\1[0-9a-f]{12}$/;
const TRACEPARENT = /^[0-9a-f]{2}-(?<traceId>[0-9a-f]{32})-(?<spanId>[0-9a-f]{16})-[0-9a-f]{2}/;
const NOTHING = /^0+$/;

/** The trace of a correlation: its own digits where it is a UUID or a trace already, else a digest of it. */
export const traceIdOf = (correlationId: string): string => {
  const digits = correlationId.replaceAll('-', '');
  return UUID_OR_TRACE.test(correlationId) && !NOTHING.test(digits)
    ? digits
    : hash('sha256', correlationId, 'hex').slice(0, TRACE_DIGITS);
};

/** The span of the command that led to an event: the same in every process, from the event alone. */
export const spanIdOf = ({ stream, causedBy }: Omit<Recorded, 'correlationId'>): string =>
  hash('sha256', `${stream}\n${causedBy}`, 'hex').slice(0, SPAN_DIGITS);

/** W3C Trace Context of an event. Whether a trace is kept follows from its id, so all may be. */
export const traceparentOf = (event: Recorded): string =>
  `00-${traceIdOf(event.correlationId)}-${spanIdOf(event)}-01`;

/** Trace and span that a `traceparent` names; undefined for none, or one that names nothing. */
export const namedIn = (
  traceparent: unknown,
): { readonly traceId: string; readonly spanId: string } | undefined => {
  const { spanId, traceId } = TRACEPARENT.exec(String(traceparent))?.groups ?? {};
  if (traceId === undefined || spanId === undefined) return undefined;
  return NOTHING.test(traceId) || NOTHING.test(spanId) ? undefined : { traceId, spanId };
};
