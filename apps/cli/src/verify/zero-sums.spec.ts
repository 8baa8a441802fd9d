import type { RecordedEvent } from '@trueque/event-store';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { zeroSumFault } from './zero-sums.js';

const fixtures = join(__dirname, '../../../../libs/contracts/fixtures');
const { data: example } = JSON.parse(readFileSync(join(fixtures, 'WindowSettled.v1.json'), 'utf8'));

const hash = '0'.repeat(64);

const run = (amounts: readonly string[], position = 7): RecordedEvent => ({
  partition: 'm',
  position,
  stream: 'settlement-m/a',
  revision: 1,
  id: '0190',
  type: 'SettlementRunCompleted',
  version: 1,
  occurredAt: '2026-06-01T00:00:00Z',
  recordedAt: '2026-06-01T00:00:00Z',
  causedBy: 'test',
  correlationId: 'test',
  actor: 'settlement',
  data: {
    marketId: 'm',
    auctionId: 'a',
    runId: 'a/cleared',
    kind: 'cleared',
    currency: 'EUR',
    start: '2026-06-01T00:00:00Z',
    mtu: 'PT1H',
    periods: 1,
    inputHash: hash,
    resultHash: hash,
    postings: amounts.map((amountNanos) => ({ account: 'peer:P1', kind: 'trade', amountNanos })),
  },
  hash,
});

const window = (amounts: readonly string[]): RecordedEvent => ({
  ...run([]),
  type: 'WindowSettled',
  data: {
    ...example,
    entries: amounts.map((amountNanos) => ({
      ...{ account: 'peer:P1', code: 'shared', entry: 'booking', energyWh: 1, amountNanos },
    })),
  },
});

describe('adding up a settlement run', () => {
  it('finds nothing where all that is posted sums to zero', () => {
    expect(zeroSumFault(run(['5', '-5']))).toBeUndefined();
    expect(zeroSumFault(run([]))).toBeUndefined();
    expect(zeroSumFault(window(['5', '-2', '-3']))).toBeUndefined();
  });

  it('misses not one nano among amounts larger than a double can tell apart', () => {
    const amounts = ['9007199254740993000', '-9007199254740992999'];
    const detail = 'sum 1 nanos, expected 0';
    expect(zeroSumFault(run(amounts))).toEqual({
      ...{ check: 'settlement', subject: 'run a/cleared', detail: `postings: ${detail}` },
    });
    expect(zeroSumFault(window(amounts))).toEqual({
      ...{ check: 'settlement', subject: `run ${example.runId}`, detail: `entries: ${detail}` },
    });
  });

  it.each([
    { ...run([]), data: { postings: 'none' } },
    { ...window([]), data: {} },
  ])('says where an event is no settlement run at all: $type', (unreadable) =>
    expect(zeroSumFault(unreadable)).toEqual({
      ...{ check: 'settlement', subject: 'event 7', detail: 'it is no settlement run' },
    }),
  );
});
