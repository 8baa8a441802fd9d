export { namedIn, type Recorded, spanIdOf, traceIdOf, traceparentOf } from './derived-ids.js';
export {
  aroundBatch,
  linkToEvent,
  requestSpan,
  type RequestSpan,
  tracedCommand,
  type TracedCommand,
  type TracedEvent,
  type TracedRequest,
  withinEvent,
} from './spans.js';
export { isTracing, spanFields, startTracing } from './tracing.js';
