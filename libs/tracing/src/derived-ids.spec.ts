import { namedIn, spanIdOf, traceIdOf, traceparentOf } from './index.js';

const event = { stream: 'auction-harbour/day-1', causedBy: 'k-1', correlationId: 'flow-1' };

describe('the trace of an event', () => {
  it('is found from the event alone, the same wherever it is looked for', () => {
    const traceparent = traceparentOf(event);
    expect(traceparent).toMatch(/^00-[0-9a-f]{32}-[0-9a-f]{16}-01$/);
    expect(traceparentOf({ ...event })).toBe(traceparent);
    expect(namedIn(traceparent)).toEqual({
      traceId: traceIdOf('flow-1'),
      spanId: spanIdOf(event),
    });
  });

  it('is another for another correlation, and another span for another command', () => {
    expect(traceIdOf('flow-2')).not.toBe(traceIdOf('flow-1'));
    expect(spanIdOf({ ...event, causedBy: 'k-2' })).not.toBe(spanIdOf(event));
    expect(spanIdOf({ ...event, stream: 'auction-harbour/day-2' })).not.toBe(spanIdOf(event));
  });

  it('is that of the caller who is traced, and of a request by its own number', () => {
    const traceId = '4bf92f3577b34da6a3ce929d0e0e4736';
    expect(traceIdOf(traceId)).toBe(traceId);
    const request = '019ac5f2-8f3b-7a3e-9c41-5a7b2c3d4e5f';
    expect(traceIdOf(request)).toBe(request.replaceAll('-', ''));
    expect(traceIdOf('0'.repeat(32))).not.toBe('0'.repeat(32));
  });

  it.each([
    undefined,
    '',
    '00-4bf92f3577b34da6a3ce929d0e0e4736',
    `00-${'0'.repeat(32)}-00f067aa0ba902b7-01`,
  ])('is not taken from %j', (traceparent) => expect(namedIn(traceparent)).toBeUndefined());
});
