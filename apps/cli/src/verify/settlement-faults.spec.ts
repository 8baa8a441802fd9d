import type { RecordedEvent } from '@trueque/event-store';
import { settlementFaults } from './settlement-faults.js';

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

async function* log(...events: readonly RecordedEvent[]) {
  yield* events;
}

describe('adding up settlement runs', () => {
  it('finds nothing where all postings of each run sum to zero', async () =>
    expect(await settlementFaults(log(run(['5', '-5']), run([])))).toEqual({
      runs: 2,
      faults: [],
    }));

  it('misses not one nano among amounts larger than a double can tell apart', async () => {
    const amounts = ['9007199254740993000', '-9007199254740992999'];
    expect(await settlementFaults(log(run(amounts)))).toEqual({
      runs: 1,
      faults: [
        {
          check: 'settlement',
          subject: 'run a/cleared',
          detail: 'postings: sum 1 nanos, expected 0',
        },
      ],
    });
  });

  it('says where an event is no settlement run at all', async () => {
    const unreadable = { ...run([]), data: { postings: 'none' } };
    expect((await settlementFaults(log(unreadable))).faults).toEqual([
      { check: 'settlement', subject: 'event 7', detail: 'it is no settlement run' },
    ]);
  });

  it('passes over events of other kinds', async () =>
    expect(await settlementFaults(log({ ...run(['1']), type: 'StatementIssued' }))).toEqual({
      runs: 0,
      faults: [],
    }));
});
