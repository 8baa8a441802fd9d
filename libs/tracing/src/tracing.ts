import {
  context,
  type Link,
  ROOT_CONTEXT,
  type Span,
  type SpanContext,
  type SpanOptions,
  trace,
  TraceFlags,
  type Tracer,
} from '@opentelemetry/api';
import { AsyncLocalStorageContextManager } from '@opentelemetry/context-async-hooks';
import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-http';
import { resourceFromAttributes } from '@opentelemetry/resources';
import {
  BasicTracerProvider,
  BatchSpanProcessor,
  type IdGenerator,
  RandomIdGenerator,
} from '@opentelemetry/sdk-trace-base';
import { ATTR_SERVICE_NAME } from '@opentelemetry/semantic-conventions';

type Environment = Readonly<Record<string, string | undefined>>;

/** Names for the next span, where they follow from what it is about. */
class GivenIds implements IdGenerator {
  private readonly random = new RandomIdGenerator();
  private traceId: string | undefined;
  private spanId: string | undefined;

  within<Result>(ids: { traceId: string; spanId?: string | undefined }, start: () => Result) {
    this.traceId = ids.traceId;
    this.spanId = ids.spanId;
    try {
      return start();
    } finally {
      this.traceId = this.spanId = undefined;
    }
  }

  generateTraceId = (): string => this.traceId ?? this.random.generateTraceId();
  generateSpanId = (): string => this.spanId ?? this.random.generateSpanId();
}

interface Tracing {
  readonly tracer: Tracer;
  readonly ids: GivenIds;
}

/** One for a process, as its `/metrics` is; undefined while nobody wants traces. */
let tracing: Tracing | undefined;

export const isTracing = (): boolean => tracing !== undefined;

/** By the variables that OpenTelemetry has for it: with an endpoint, and not switched off. */
const isWanted = (env: Environment): boolean =>
  Boolean(env['OTEL_EXPORTER_OTLP_TRACES_ENDPOINT'] || env['OTEL_EXPORTER_OTLP_ENDPOINT']) &&
  env['OTEL_SDK_DISABLED'] !== 'true' &&
  env['OTEL_TRACES_EXPORTER'] !== 'none';

/**
 * Sends spans by OTLP over HTTP where the environment names an endpoint; without one, nothing here
 * costs anything. Returns how to send the rest and stop.
 */
export const startTracing = (service: string, env: Environment): (() => Promise<void>) => {
  if (!isWanted(env)) return () => Promise.resolve();
  const ids = new GivenIds();
  const provider = new BasicTracerProvider({
    idGenerator: ids,
    resource: resourceFromAttributes({
      [ATTR_SERVICE_NAME]: env['OTEL_SERVICE_NAME'] || `trueque-${service}`,
    }),
    spanProcessors: [new BatchSpanProcessor(new OTLPTraceExporter())],
  });
  context.setGlobalContextManager(new AsyncLocalStorageContextManager().enable());
  tracing = { tracer: provider.getTracer('trueque'), ids };
  return async () => {
    tracing = undefined;
    context.disable();
    await provider.shutdown();
  };
};

export interface SpanWish extends SpanOptions {
  readonly name: string;
  readonly traceId: string;
  /** Its own id, where it follows from what it is about. */
  readonly spanId?: string;
  /** The span it belongs below, else the one that is under way. */
  readonly parent?: SpanContext;
}

/**
 * A span in a trace that is given. What it belongs below is its parent in the same trace, and a link in
 * another one. Undefined while nobody wants traces.
 */
export const startSpan = ({
  name,
  parent = trace.getActiveSpan()?.spanContext(),
  ...wish
}: SpanWish): Span | undefined => {
  if (tracing === undefined) return undefined;
  const { ids, tracer } = tracing;
  const isBelow = parent?.traceId === wish.traceId;
  const at = isBelow ? trace.setSpanContext(ROOT_CONTEXT, parent) : ROOT_CONTEXT;
  const links = parent !== undefined && !isBelow ? [{ context: parent }] : [];
  const options = { ...wish, links: [...links, ...(wish.links ?? [])] };
  return ids.within(wish, () => tracer.startSpan(name, options, at));
};

/** What runs within is below the span, whatever it waits for. */
export const within = <Result>(span: Span | undefined, work: () => Result): Result =>
  span === undefined ? work() : context.with(trace.setSpan(ROOT_CONTEXT, span), work);

/** A span of another process, or of an earlier time. */
export const spanElsewhere = (ids: {
  readonly traceId: string;
  readonly spanId: string;
}): SpanContext => ({ ...ids, traceFlags: TraceFlags.SAMPLED, isRemote: true });

/** Says of the span under way that something else led to it as well. */
export const linkTo = (link: Link): void => {
  if (tracing !== undefined) trace.getActiveSpan()?.addLink(link);
};

/** For log lines: which span was under way. */
export const spanFields = (): { trace_id: string; span_id: string } | undefined => {
  const span = tracing && trace.getActiveSpan()?.spanContext();
  return span && { trace_id: span.traceId, span_id: span.spanId };
};
