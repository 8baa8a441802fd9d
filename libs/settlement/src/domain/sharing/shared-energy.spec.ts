import fc from 'fast-check';
import { communityDay, rulePack } from '../../testing/community-day.js';
import { settleDay } from './settle-day.js';
import { shareEnergyBy } from './shared-energy.js';
import { apportioned, wholeShares } from './whole-shares.js';

const members = ['m1', 'm2', 'm3', 'plant'];
const metered = { takenWh: [1_000, 5_000, 8_000, 0], givenWh: [0, 0, 0, 10_000] };
const shares = [
  { peerId: 'm1', sharePpm: 200_000 },
  { peerId: 'm2', sharePpm: 300_000 },
  { peerId: 'm3', sharePpm: 500_000 },
];

describe('a static key of .2, .3 and .5 over 10 kWh', () => {
  it('gives 1, 3 and 5 kWh, and the one that is left back to the community', () =>
    expect(
      shareEnergyBy({ kind: 'static', unusedShare: 'community', shares }, members)(metered),
    ).toEqual({
      boughtWh: [1_000, 3_000, 5_000, 0],
      soldWh: [0, 0, 0, 9_000],
      unusedWh: [0, 0, 0, 0],
    }));

  it('leaves the one to the member who did not use it, where the rule says so', () =>
    expect(
      shareEnergyBy({ kind: 'static', unusedShare: 'member', shares }, members)(metered),
    ).toEqual({
      boughtWh: [2_000, 3_000, 5_000, 0],
      soldWh: [0, 0, 0, 10_000],
      unusedWh: [1_000, 0, 0, 0],
    }));
});

describe('a dynamic key', () => {
  it('shares pro rata to consumption, in whole Wh', () =>
    expect(
      shareEnergyBy(
        { kind: 'dynamic' },
        members,
      )({
        takenWh: [2_000, 5_000, 8_000, 0],
        givenWh: metered.givenWh,
      }).boughtWh,
    ).toEqual([1_334, 3_333, 5_333, 0]));
});

describe('a hierarchical key', () => {
  it('serves one group before the next', () =>
    expect(
      shareEnergyBy({ kind: 'hierarchical', groups: [['m3'], ['m1']] }, members)(metered).boughtWh,
    ).toEqual([1_000, 1_000, 8_000, 0]));
});

describe('a matrix', () => {
  it('knows a share for each producer and consumer', () => {
    const key = {
      kind: 'matrix' as const,
      shares: [
        { producerId: 'p', consumerId: 'c', sharePpm: 500_000 },
        { producerId: 'q', consumerId: 'c', sharePpm: 1_000_000 },
        { producerId: 'p', consumerId: 'nobody', sharePpm: 500_000 },
      ],
    };
    expect(
      shareEnergyBy(key, ['c', 'p', 'q'])({ takenWh: [4_000, 0, 0], givenWh: [0, 6_000, 3_000] }),
    ).toEqual({ boughtWh: [4_000, 0, 0], soldWh: [0, 2_000, 2_000], unusedWh: [0, 0, 0] });
  });
});

describe('the minimum of sums', () => {
  it('counts the hour, also where meters count quarters of it', () => {
    const quarters = communityDay({
      p: { gives: [4_000, 0, 0, 0] },
      c: { takes: [0, 1_000, 1_000, 1_000] },
    });
    const day = { ...quarters, periodsPerHour: 4 };
    const boughtBy = (kind: 'minimum-of-sums' | 'dynamic') =>
      settleDay(day, rulePack({ key: { kind } })).members[0]?.moved['shared-purchase'].energyWh;
    expect([boughtBy('minimum-of-sums'), boughtBy('dynamic')]).toEqual([3_000, 0]);
  });
});

describe('shares in whole units', () => {
  it('split 100 over 1:1:1 as 34, 33 and 33', () => {
    expect(wholeShares(100, [1, 1, 1])).toEqual([34, 33, 33]);
    expect(apportioned(100n, [1n, 1n, 1n])).toEqual([34n, 33n, 33n]);
  });

  it('split 1000 over 333:333:334 as 333, 333 and 334', () => {
    expect(wholeShares(1000, [333, 333, 334])).toEqual([333, 333, 334]);
    expect(apportioned(1000n, [333n, 333n, 334n])).toEqual([333n, 333n, 334n]);
  });

  it('lose nothing, however large, and give nobody more than its weight', () =>
    fc.assert(
      fc.property(
        fc.array(fc.nat({ max: 2_000_000_000 }), { minLength: 1 }),
        fc.double({ min: 0, max: 1, noNaN: true }),
        (weights, part) => {
          const sum = weights.reduce((all, weight) => all + weight, 0);
          const total = Math.floor(sum * part);
          const split = wholeShares(total, weights);
          expect(split.reduce((all, share) => all + share, 0)).toBe(total);
          expect(split.every((share, index) => share <= (weights[index] ?? 0))).toBe(true);
          if (sum > 0) {
            expect(apportioned(BigInt(total), weights.map(BigInt)).map(Number)).toEqual(split);
          }
        },
      ),
    ));
});
