import { InMemoryEventStore } from '@trueque/event-store';
import type { HistoryEvent } from '@trueque/contracts';
import { given } from '@trueque/kernel/testing';
import type { MonthBlock } from '../month-blocks.js';
import { recordMonth } from '../record-month.js';
import { history, type MonthRead } from './history.decider.js';

const month = (energyWh: (number | null)[], start = '2026-01-01T00:00:00Z'): MonthRead => ({
  type: 'RecordMeterHistory',
  read: {
    ...{ marketId: 'm', meterPointId: 'H1', channel: 'CONSUMPTION', start, intervalMinutes: 30 },
    ...{ energyWh, quality: [['MEASURED', energyWh.length]] },
  },
});

const recorded = (
  energyWh: (number | null)[],
  start = '2026-01-01T00:00:00Z',
  corrects = 0,
): HistoryEvent => ({
  type: 'MeterHistoryRecorded',
  data: { ...month(energyWh, start).read, corrects } as Extract<
    HistoryEvent,
    { type: 'MeterHistoryRecorded' }
  >['data'],
});

describe('history', () => {
  it('is kept as it was read', () =>
    given(history)
      .when(month([1, null, 3]))
      .then(recorded([1, null, 3])));

  it('adds nothing when the same is said again, or less of it', () => {
    given(history, recorded([1, 2, 3]))
      .when(month([1, 2, 3]))
      .thenNothing();
    given(history, recorded([1, 2, 3]))
      .when(month([null, 2]))
      .thenNothing();
  });

  it('adds what a corrected file says differently, and that alone', () =>
    given(history, recorded([1, 2, 3, 4, 5]))
      .when(month([1, 9, 3, 8, 5]))
      .then(recorded([9, null, 8], '2026-01-01T00:30:00Z', 2)));

  it('goes on where an earlier file ended', () =>
    given(history, recorded([1, 2]))
      .when(month([2, 7], '2026-01-01T00:30:00Z'))
      .then(recorded([7], '2026-01-01T01:00:00Z')));

  it('takes a better quality of the same value as news', () => {
    const better = month([1]);
    const estimated = recorded([1]);
    if (estimated.type === 'MeterHistoryRecorded') estimated.data.quality = [['ESTIMATED', 1]];
    given(history, estimated)
      .when(better)
      .then(recorded([1], undefined, 1));
  });
});

describe('a month in the store', () => {
  const block = (values: (number | null)[], series = 'reading H1 CONSUMPTION'): MonthBlock => ({
    ...{ series, startMs: Date.parse('2026-01-01T00:00:00Z'), minutes: 30, values },
    quality: values.map((value) => [value === null ? 'MISSING' : 'MEASURED', 1]),
  });
  const cause = (importId: string) => ({
    ...{ marketId: 'm', importId, actor: 'import', occurredAt: '2026-02-01T00:00:00Z' },
  });

  it('is one event of its own stream; the same file again adds none, a corrected one a version', async () => {
    const store = new InMemoryEventStore();
    const record = (values: (number | null)[], id: string) =>
      recordMonth(store, block(values), cause(id));
    expect(await record([1, 2], 'a')).toEqual({ events: 1, corrects: 0 });
    expect(await record([1, 2], 'a')).toEqual({ events: 0, corrects: 0 });
    expect(await record([1, 2], 'b')).toEqual({ events: 0, corrects: 0 });
    expect(await record([1, 3], 'c')).toEqual({ events: 1, corrects: 1 });
    const events = await store.readPartition('m', 0, 10);
    expect(events.map(({ stream }) => stream)).toEqual([
      'history-m/H1/CONSUMPTION/2026-01',
      'history-m/H1/CONSUMPTION/2026-01',
    ]);
  });

  it('may be a month of prices', async () => {
    const store = new InMemoryEventStore();
    await recordMonth(store, block([-5, null, 7], 'price NSW1 AUD'), cause('a'));
    await recordMonth(store, block([-5, null, 7], 'price NSW1 AUD'), cause('b'));
    const events = await store.readPartition('m', 0, 10);
    expect(events).toMatchObject([
      { type: 'PriceHistoryRecorded', data: { priceMicrosPerKwh: [-5, null, 7], currency: 'AUD' } },
    ]);
  });
});
