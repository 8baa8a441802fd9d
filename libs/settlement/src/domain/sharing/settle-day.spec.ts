import type { RulePack } from '@trueque/contracts';
import fc from 'fast-check';
import { communityDay, communityDays, rulePack, rulePacks } from '../../testing/community-day.js';
import { type EnergyCode, periodsOfMember, settleDay, type SettledDay } from './settle-day.js';

const memberOf = ({ members }: SettledDay, id: string) => {
  const member = members.find(({ peerId }) => peerId === id);
  if (member === undefined) throw new Error(`no member ${id}`);
  return member;
};

/** What a member pays (or is paid), in currency. */
const billOf = (settled: SettledDay, id: string): number => {
  const { moved } = memberOf(settled, id);
  const nanos =
    moved['shared-sale'].nanos +
    moved['grid-sale'].nanos -
    moved['shared-purchase'].nanos -
    moved['grid-purchase'].nanos;
  return Number(nanos) / 1e9;
};

const total = ({ members }: SettledDay, code: EnergyCode) =>
  members.reduce((sum, { moved }) => sum + moved[code].nanos, 0n);

/** Surplus 4 and 2, demand 3 and 5; the grid sells at 25 and buys at 5. */
const neighbours = communityDay({
  p1: { gives: [4_000] },
  p2: { gives: [2_000] },
  c1: { takes: [3_000] },
  c2: { takes: [5_000] },
});

const settledBy = (sharedPrice: RulePack['sharedPrice']) =>
  settleDay(neighbours, rulePack({ sharedPrice }));

describe('the price of what neighbours share', () => {
  it('is halfway between the grid prices at mid-market: they sell at 15 and buy at 17.5', () => {
    const settled = settledBy({ rule: 'mid-market' });
    expect([billOf(settled, 'p1') / 4, billOf(settled, 'p2') / 2]).toEqual([15, 15]);
    expect([billOf(settled, 'c1') / 3, billOf(settled, 'c2') / 5]).toEqual([-17.5, -17.5]);
  });

  it('follows scarcity by supply and demand: they sell at 6.25 and buy at 10.9375', () => {
    const settled = settledBy({ rule: 'supply-demand-ratio' });
    expect([billOf(settled, 'p1') / 4, billOf(settled, 'p2') / 2]).toEqual([6.25, 6.25]);
    expect([billOf(settled, 'c1') / 3, billOf(settled, 'c2') / 5]).toEqual([-10.9375, -10.9375]);
  });

  it('is nothing where they share the bill, which costs 18.75 and 31.25', () => {
    const settled = settledBy({ rule: 'bill-sharing' });
    expect(['p1', 'p2', 'c1', 'c2'].map((id) => billOf(settled, id))).toEqual([
      0, 0, -18.75, -31.25,
    ]);
  });

  it('is what they agreed where it is fixed', () => {
    const settled = settledBy({ rule: 'fixed', priceMicrosPerKwh: 10_000_000 });
    expect(billOf(settled, 'p1') / 4).toBe(10);
    expect(billOf(settled, 'c1')).toBe(-(2.25 * 10 + 0.75 * 25));
  });

  it.each([
    { rule: 'mid-market' },
    { rule: 'supply-demand-ratio' },
    { rule: 'bill-sharing' },
  ] as const)('leaves nothing over beside the 50 that the grid is paid: $rule', (rule) => {
    const settled = settledBy(rule);
    const members = ['p1', 'p2', 'c1', 'c2'].map((id) => billOf(settled, id));
    expect(members.reduce((sum, bill) => sum + bill, 0)).toBe(-50);
    expect(Number(total(settled, 'grid-purchase')) / 1e9).toBe(50);
  });

  it('is the feed-in price where there is more than enough to choose from', () => {
    const plenty = communityDay({ p: { gives: [9_000] }, c: { takes: [3_000] } });
    const settled = settleDay(plenty, rulePack({ sharedPrice: { rule: 'supply-demand-ratio' } }));
    expect([billOf(settled, 'p'), billOf(settled, 'c')]).toEqual([45, -15]);
  });

  it('is the import price where the grid pays nothing and all is scarce', () => {
    const { grid } = rulePack();
    const pack = rulePack({
      sharedPrice: { rule: 'supply-demand-ratio' },
      grid: { ...grid, feedInPriceMicrosPerKwh: 0 },
    });
    const alone = communityDay({ p: { gives: [0] }, c: { takes: [3_000] } });
    expect(billOf(settleDay(alone, pack), 'c')).toBe(-75);
  });

  it('changes with the hour where the grid’s does', () => {
    const { grid } = rulePack();
    const pack = rulePack({
      grid: {
        ...grid,
        importPriceMicrosPerKwh: [
          { fromHour: 1, priceMicrosPerKwh: 40_000_000 },
          { fromHour: 2, priceMicrosPerKwh: 10_000_000 },
        ],
      },
    });
    const settled = settleDay(communityDay({ c: { takes: [1_000, 1_000, 1_000] } }), pack);
    expect(billOf(settled, 'c')).toBe(-(10 + 40 + 10));
  });
});

describe('any day of any community under any rule', () => {
  it('sums to zero with what the grid is paid and pays', () =>
    fc.assert(
      fc.property(communityDays, rulePacks, (day, pack) => {
        const settled = settleDay(day, pack);
        expect(total(settled, 'shared-purchase')).toBe(total(settled, 'shared-sale'));
      }),
    ));

  it('balances in Wh: who takes is supplied, who gives is rid of it', () =>
    fc.assert(
      fc.property(communityDays, rulePacks, (day, pack) => {
        for (const { moved } of settleDay(day, pack).members) {
          const net = (code: 'shared' | 'grid' | 'only') =>
            moved[`${code}-purchase`].energyWh - moved[`${code}-sale`].energyWh;
          expect(net('shared') + net('grid')).toBe(net('only'));
        }
      }),
    ));

  it('is the sum of its periods, line by line', () =>
    fc.assert(
      fc.property(communityDays, rulePacks, (day, pack) => {
        for (const { peerId, moved } of settleDay(day, pack).members) {
          const periods = periodsOfMember(day, pack, peerId);
          for (const [code, { energyWh, nanos }] of Object.entries(moved)) {
            const own = periods.filter((period) => period.code === code);
            const sum = own.reduce(
              (all, line) => all + BigInt(line.energyWh) * BigInt(line.priceMicrosPerKwh),
              0n,
            );
            expect([own.reduce((all, line) => all + line.energyWh, 0), sum]).toEqual([
              energyWh,
              nanos,
            ]);
          }
        }
      }),
    ));

  it('costs nobody more than the grid alone where the grid sells dearer than it buys', () =>
    fc.assert(
      fc.property(
        communityDays,
        fc.constantFrom('mid-market', 'supply-demand-ratio'),
        (day, rule) => {
          const settled = settleDay(day, rulePack({ sharedPrice: { rule } }));
          for (const { peerId, moved } of settled.members) {
            const alone = Number(moved['only-sale'].nanos - moved['only-purchase'].nanos) / 1e9;
            expect(billOf(settled, peerId)).toBeGreaterThanOrEqual(alone - 1e-6);
          }
        },
      ),
    ));
});
