import { type Span, SpanKind, SpanStatusCode } from '@opentelemetry/api';
import { namedIn, type Recorded, spanIdOf, traceIdOf } from './derived-ids.js';
import { isTracing, linkTo, spanElsewhere, startSpan, within } from './tracing.js';

/** The command that something was recorded by. */
export interface TracedCommand extends Recorded {
  readonly name: string;
  readonly partition: string;
}

interface Outcome {
  readonly status: string;
  readonly events?: readonly { readonly type: string }[];
}

/**
 * The span of a command, which its events name ever after; its id follows from them, so that whoever
 * reads an event knows the span without being told. A repeat is a span of its own.
 */
export const tracedCommand = <Result extends Outcome>(
  told: () => TracedCommand,
  work: () => Promise<Result>,
): Promise<Result> => (isTracing() ? traced(told(), work) : work());

const traced = async <Result extends Outcome>(
  command: TracedCommand,
  work: () => Promise<Result>,
): Promise<Result> => {
  const startTime = Date.now();
  try {
    const outcome = await work();
    spanOfCommand(command, startTime, outcome)?.end();
    return outcome;
  } catch (error) {
    fail(spanOfCommand(command, startTime), error);
    throw error;
  }
};

const spanOfCommand = (command: TracedCommand, startTime: number, outcome?: Outcome) => {
  const { events = [], status = 'failed' } = outcome ?? {};
  return startSpan({
    name: command.name,
    traceId: traceIdOf(command.correlationId),
    ...(status === 'accepted' && { spanId: spanIdOf(command) }),
    startTime,
    attributes: {
      'trueque.market': command.partition,
      'trueque.stream': command.stream,
      'trueque.correlation': command.correlationId,
      'trueque.outcome': status,
      'trueque.events': [...new Set(events.map(({ type }) => type))],
    },
  });
};

/** An event as a consumer is given it. */
export interface TracedEvent extends Recorded {
  readonly id: string;
  readonly type: string;
  readonly partition: string;
  readonly position: number;
}

/** What a consumer does with an event, below the command that recorded it. */
export const withinEvent = async (
  consumer: string,
  event: TracedEvent,
  work: () => Promise<void>,
): Promise<void> => {
  if (!isTracing()) return work();
  const span = spanOfEvent(consumer, event);
  try {
    await within(span, work);
    span?.end();
  } catch (error) {
    fail(span, error);
    throw error;
  }
};

/** What a consumer does with a batch at once: a span in the trace of each, below its first event there. */
export const aroundBatch = async (
  consumer: string,
  events: readonly TracedEvent[],
  work: () => Promise<void>,
): Promise<void> => {
  if (!isTracing()) return work();
  const firsts = new Map(
    events.toReversed().map((event) => [traceIdOf(event.correlationId), event]),
  );
  const spans = [...firsts.values()].map((event) => spanOfEvent(consumer, event));
  await work();
  for (const span of spans) span?.end();
};

const spanOfEvent = (consumer: string, event: TracedEvent): Span | undefined => {
  const traceId = traceIdOf(event.correlationId);
  return startSpan({
    name: `${consumer} ${event.type}`,
    kind: SpanKind.CONSUMER,
    traceId,
    parent: spanElsewhere({ traceId, spanId: spanIdOf(event) }),
    attributes: {
      'messaging.message.id': event.id,
      'trueque.market': event.partition,
      'trueque.position': event.position,
      'trueque.stream': event.stream,
      'trueque.correlation': event.correlationId,
    },
  });
};

/** The command behind an event is one of those that led to what is under way. */
export const linkToEvent = (event: Recorded): void => {
  if (!isTracing()) return;
  const ids = { traceId: traceIdOf(event.correlationId), spanId: spanIdOf(event) };
  linkTo({ context: spanElsewhere(ids) });
};

export interface TracedRequest {
  readonly method: string;
  readonly route: string;
  readonly correlationId: string;
  /** As the request brought it. */
  readonly traceparent: unknown;
}

export interface RequestSpan {
  within<Result>(work: () => Result): Result;
  end(status: number): void;
}

/** The span of a request, in the trace of its correlation; below its caller's where that is the same. */
export const requestSpan = (request: TracedRequest): RequestSpan => {
  const { correlationId, method, route, traceparent } = request;
  const caller = namedIn(traceparent);
  const span = startSpan({
    name: `${method} ${route}`,
    kind: SpanKind.SERVER,
    traceId: traceIdOf(correlationId),
    ...(caller && { parent: spanElsewhere(caller) }),
    attributes: {
      'http.request.method': method,
      'http.route': route,
      'trueque.correlation': correlationId,
    },
  });
  return {
    within: (work) => within(span, work),
    end: (status) => {
      span?.setAttribute('http.response.status_code', status);
      if (status >= 500) span?.setStatus({ code: SpanStatusCode.ERROR });
      span?.end();
    },
  };
};

const fail = (span: Span | undefined, error: unknown): void => {
  span?.recordException(error instanceof Error ? error : String(error));
  span?.setStatus({ code: SpanStatusCode.ERROR });
  span?.end();
};
