import fc from 'fast-check';
import { settlementInputs } from '../testing/arbitraries.js';
import { clearedAuction } from '../testing/cleared-auction.js';
import { type Deviation, deviationsOf } from './deviations.js';
import type { PeerReading } from './facts.js';

const reading = (peerId: string, importWh: number, exportWh = 0): PeerReading => ({
  eventId: `reading-${peerId}`,
  peerId,
  communityId: 'C1',
  importWh: [importWh],
  exportWh: [exportWh],
  quality: 'measured',
});

const quiet = clearedAuction({ members: { A: 'C1', B: 'C1', C: 'C1' }, prices: {}, trades: [] });

const parts = (deviations: readonly Deviation[]) =>
  deviations.map(({ reading: { peerId }, kind, nettedWh, gridWh }) => [
    peerId,
    kind,
    nettedWh,
    gridWh,
  ]);

describe('deviations', () => {
  it('are netted among neighbours first, and the longer side shares the rest pro rata', () =>
    // 100 Wh short against 300 Wh long: 200 Wh are left, A has a third of the long side.
    expect(
      parts(deviationsOf(quiet, [reading('C', 100), reading('B', 0, 200), reading('A', 0, 100)])),
    ).toEqual([
      ['C', 'deviation-short', 100, 0],
      ['A', 'deviation-long', 33, 67],
      ['B', 'deviation-long', 67, 133],
    ]));

  it('give an odd Wh to the first by id, whoever reported first', () =>
    // 1 Wh of 3 is netted; of the 2 left, A and B get one each.
    expect(
      parts(
        deviationsOf(
          clearedAuction({ members: {}, prices: {}, trades: [] }),
          ['D', 'C', 'B'].map((peerId) => reading(peerId, 1)).concat(reading('A', 0, 1)),
        ),
      ),
    ).toEqual([
      ['B', 'deviation-short', 0, 1],
      ['C', 'deviation-short', 0, 1],
      ['D', 'deviation-short', 1, 0],
      ['A', 'deviation-long', 1, 0],
    ]));

  it('are none for a peer that did what was cleared, or has no reading', () =>
    expect(deviationsOf(quiet, [reading('A', 0)])).toEqual([]));

  it('balance in every community and period: what is netted is equal on both sides', () =>
    fc.assert(
      fc.property(settlementInputs, ({ auction, readings }) => {
        const netted = new Map<string, number>();
        for (const { reading: owner, period, kind, nettedWh, gridWh } of deviationsOf(
          auction,
          readings,
        )) {
          expect(Math.min(nettedWh, gridWh)).toBeGreaterThanOrEqual(0);
          const key = `${owner.communityId}/${period}`;
          const sign = kind === 'deviation-short' ? 1 : -1;
          netted.set(key, (netted.get(key) ?? 0) + sign * nettedWh);
        }
        expect([...netted.values()].filter((balance) => balance !== 0)).toEqual([]);
      }),
    ));

  it('send to the grid only one direction per community and period', () =>
    fc.assert(
      fc.property(settlementInputs, ({ auction, readings }) => {
        const directions = new Map<string, string>();
        for (const deviation of deviationsOf(auction, readings)) {
          if (deviation.gridWh === 0) continue;
          const key = `${deviation.reading.communityId}/${deviation.period}`;
          expect(directions.get(key) ?? deviation.kind).toBe(deviation.kind);
          directions.set(key, deviation.kind);
        }
      }),
    ));
});
