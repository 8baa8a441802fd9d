import { setTimeout as sleep } from 'node:timers/promises';
import type { FourServices } from '../services/four-services.js';
import { SERVICES } from '../services/service-process.js';
import { OPERATOR_KEY } from '../support/index.js';
import type { CollectedSpan, SpanCollector } from './span-collector.js';

export const TRACE_ID = '4bf92f3577b34da6a3ce929d0e0e4736';
/** As a program sends it that is traced itself. */
export const CALLER = { traceparent: `00-${TRACE_ID}-00f067aa0ba902b7-01` };

/** Named by what recorded it or took it, in the order of the flow. */
const WAY = [
  'trueque-intake auction SubmitOffer',
  'trueque-intake auction CloseGate',
  'trueque-clearing clearing.auctions GateClosed',
  'trueque-clearing clearing RecordResult',
  'trueque-settlement settlement.auctions AuctionCleared',
  'trueque-settlement settlement SettleCleared',
  'trueque-reporting reporting.statements.v',
];

const TRIES = 200;

/** After a flow that was asked for by one traced caller. */
export const itIsSeenFromEndToEnd = (
  services: () => Promise<FourServices>,
  collector: () => Promise<SpanCollector>,
  secrets: () => Promise<readonly string[]>,
): void => {
  let spans: readonly CollectedSpan[];

  afterAll(async () => (await collector()).stop());

  it('is one trace through all services, from the offer to the statement', async () => {
    const { spans: all } = await collector();
    const inTrace = () => all.filter(({ traceId }) => traceId === TRACE_ID);
    for (let tries = 0; missing(inTrace()).length > 0 && tries < TRIES; tries += 1) await sleep(50);
    spans = inTrace();
    expect(missing(spans)).toEqual([]);
    expect(new Set(spans.map(({ service }) => service)).size).toBe(SERVICES.length);
  });

  it('joins each span to the one that led to it, across the log and the brokers', () => {
    const known = new Map(spans.map((span) => [span.spanId, span]));
    const nameOf = (span: CollectedSpan | undefined) => span && `${span.service} ${span.name}`;
    const parentOf = (name: string) => {
      const span = spans.find((each) => nameOf(each)?.startsWith(name));
      return nameOf(known.get(span?.parentSpanId ?? ''));
    };
    expect(parentOf('trueque-intake auction CloseGate')).toMatch(/ POST .*gate-closure$/);
    expect(parentOf(WAY[2] ?? '')).toBe(WAY[1]);
    expect(parentOf(WAY[3] ?? '')).toBe(WAY[2]);
    expect(parentOf(WAY[4] ?? '')).toBe(WAY[3]);
    expect(parentOf(WAY[5] ?? '')).toBe(WAY[4]);
    expect(parentOf(WAY[6] ?? '')).toBe(WAY[5]);
  });

  it('links the clearing to the command that took the offers in its book', () => {
    const offers = spans.filter(({ name }) => name.startsWith('auction SubmitOffer'));
    const clearing = spans.find(({ name }) => name === 'clearing.auctions GateClosed');
    const linked = new Set(clearing?.links?.map(({ spanId }) => spanId));
    // The other spans are of offers that came before, or too late.
    const took = offers.filter(({ spanId }) => linked.has(spanId));
    expect(took.map(({ name }) => name)).toEqual(['auction SubmitOffers']);
  });

  it('is told in the log of each service under its correlation, and no secret with it', async () => {
    const running = await services();
    for (const name of SERVICES) {
      const { output } = running.of(name);
      expect(output).toContain(`"correlationId":"${TRACE_ID}"`);
      for (const secret of [OPERATOR_KEY, ...(await secrets())])
        expect([name, output.includes(secret)]).toEqual([name, false]);
    }
  });
};

const missing = (spans: readonly CollectedSpan[]): readonly string[] => {
  const names = spans.map(({ name, service }) => `${service} ${name}`);
  return WAY.filter((step) => !names.some((name) => name.startsWith(step)));
};
