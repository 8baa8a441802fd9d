import { given } from '@trueque/kernel/testing';
import {
  type Metered,
  readings,
  type ReadingsEvent,
  type RecordReadings,
} from './readings.decider.js';

const address = { marketId: 'harbour', auctionId: '2030-01-02' };
const start = '2030-01-01T23:00:00Z';
const metered = (peerId: string, importWh = [100, 200]): Metered => ({
  peerId,
  importWh,
  exportWh: [0, 0],
  quality: 'measured',
});
const record = (batch: readonly Metered[], facts: Partial<RecordReadings['facts']> = {}) =>
  ({
    type: 'RecordReadings',
    ...address,
    readings: batch,
    facts: {
      auction: { start, mtu: 'PT1H', periods: 2 },
      knownPeerIds: ['P1', 'P2'],
      ...facts,
    },
  }) satisfies RecordReadings;
const recorded = (...batch: readonly Metered[]): ReadingsEvent => ({
  type: 'MeterReadingsRecorded',
  data: { ...address, start, mtu: 'PT1H', readings: [...batch] },
});

describe('meter readings', () => {
  it('are recorded for a whole delivery', () =>
    given(readings)
      .when(record([metered('P1'), metered('P2')]))
      .then(recorded(metered('P1'), metered('P2'))));

  it('add nothing when they come again, in whatever order', () =>
    given(readings, recorded(metered('P1'), metered('P2')))
      .when(record([metered('P2'), metered('P1')]))
      .thenNothing());

  it('that correct earlier ones add only what they correct', () => {
    const corrected = metered('P2', [100, 250]);
    given(readings, recorded(metered('P1'), metered('P2')))
      .when(record([metered('P1'), corrected]))
      .then(recorded(corrected));
  });

  it('can be corrected back to what they were first', () =>
    given(readings, recorded(metered('P1')), recorded(metered('P1', [1, 1])))
      .when(record([metered('P1')]))
      .then(recorded(metered('P1'))));

  it('are refused for an auction that nobody scheduled', () =>
    given(readings)
      .when(record([metered('P1')], { auction: null }))
      .thenRejected('auction-unknown'));

  it('are refused as a whole where one peer is unknown', () =>
    given(readings)
      .when(record([metered('P1'), metered('P9')]))
      .thenRejected('peer-unknown'));

  it('are taken without the wrong ones, where that is asked for', () =>
    given(readings)
      .when({ ...record([metered('P9'), metered('P1', [1]), metered('P2')]), soundOnly: true })
      .then(recorded(metered('P2'))));

  it('may say nothing of a period, or of a direction', () => {
    const partial = { ...metered('P1'), importWh: [null, 200], exportWh: null };
    given(readings)
      .when(record([partial]))
      .then(recorded(partial));
  });

  it('are refused where they are none', () =>
    given(readings).when(record([])).thenRejected('readings-empty'));

  it('are refused with the wrong number of values, or twice for one peer', () => {
    const batch = [metered('P1', [1]), metered('P1')];
    expect(given(readings).when(record(batch)).decision).toMatchObject({
      reason: 'readings-invalid',
      detail:
        '/0/importWh: expected 2 values, one per period, got 1; /1/peerId: peer P1 is in the batch twice',
    });
  });
});
