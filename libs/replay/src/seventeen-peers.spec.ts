import type { AuctionSummary } from './run/auction-summary.js';
import { clearCase, type Clearing, schedulesOf } from '@trueque/clearing';
import { loadHighs } from '@trueque/highs';
import { shippedCase } from './testing/shipped-case.js';
import { summaryOf } from './testing/recorded-market.js';

type Optimal = Extract<Clearing, { status: 'optimal' }>;

const file = (number: number) => shippedCase(`reconstructed-17-peer-case-${number}`);
const cleared = async (number: number): Promise<Optimal> => {
  const clearing = clearCase(file(number), { engine: 'auto' }, await loadHighs());
  if (clearing.status !== 'optimal') throw new Error(`case ${number} is ${clearing.status}`);
  return clearing;
};

let cases: readonly [Optimal, Optimal, Optimal];
let summaries: readonly AuctionSummary[];
beforeAll(async () => {
  cases = [await cleared(1), await cleared(2), await cleared(3)];
  summaries = await Promise.all([1, 2, 3].map((number) => summaryOf(file(number))));
});

const scheduleOf = ({ market, outcome }: Optimal, id: string) =>
  schedulesOf(market, outcome).find((schedule) => schedule.id === id)!;
const sum = (values: Iterable<number>) => [...values].reduce((total, value) => total + value, 0);
const between = ({ market, outcome }: Optimal, from: string, to: string) =>
  sum(
    outcome.trades
      .filter(({ seller, buyer }) => {
        const communityOf = (peer: number) => market.communities[market.peers[peer]!.community]!.id;
        return communityOf(seller) === from && communityOf(buyer) === to;
      })
      .map(({ energyWh }) => energyWh),
  );

describe('the reconstructed 17-peer system', () => {
  it('has the parts that the text names', () => {
    const { peers, communities } = file(2);
    const count = (...roles: string[]) =>
      peers.filter(({ role }) => typeof role === 'string' && roles.includes(role)).length;
    expect([count('grid', 'producer'), count('prosumer'), count('consumer')]).toEqual([4, 6, 7]);
    expect(communities).toHaveLength(5);
    const capacities = peers.flatMap(({ id, storage }) =>
      storage ? [[id, storage.capacity]] : [],
    );
    expect(capacities).toEqual([
      ['P3', 40],
      ['P6', 60],
    ]);
    for (const number of [1, 2, 3]) expect(file(number).note).toMatch(/^Reconstructed: /);
  });

  it('differs between its cases in rules and contracts alone', () => {
    const { name: _, note: __, rules: ___, contracts: ____, ...first } = file(1);
    for (const number of [2, 3]) expect(file(number)).toMatchObject(first);
    expect(file(3).rules).toEqual(file(2).rules);
  });

  it('is served more cheaply by communities than at one price for all', () =>
    expect(cases[1].objective).toBeLessThan(cases[0].objective));

  it('is served no more dearly with a contract than without', () =>
    expect(cases[2].objective).toBeLessThan(cases[1].objective));

  it('cycles the storage of peers 3 and 6 from its least to all it holds, in every case', () => {
    for (const clearing of cases)
      for (const [id, leastWh, mostWh] of [
        ['P3', 4_000, 40_000],
        ['P6', 6_000, 60_000],
      ] as const) {
        const stored = scheduleOf(clearing, id).storedWh;
        expect([Math.min(...stored), Math.max(...stored)]).toEqual([leastWh, mostWh]);
      }
  });

  it('is carried by peer 6 in the small hours', () => {
    for (const clearing of cases) {
      const schedules = schedulesOf(clearing.market, clearing.outcome);
      const ofAll = sum(schedules.map(({ exportsWh }) => sum(exportsWh.slice(0, 6))));
      const ofSix = sum(scheduleOf(clearing, 'P6').exportsWh.slice(0, 6));
      expect(ofSix / ofAll).toBeGreaterThan(0.7);
    }
  });

  it('gives consumers the same imports under one price and in communities', () => {
    const consumers = file(1).peers.filter(({ role }) => role === 'consumer');
    for (const { id } of consumers)
      expect(scheduleOf(cases[1], id).importsWh).toEqual(scheduleOf(cases[0], id).importsWh);
  });

  it('sends more from community 3 to community 4 under the contract, and less to community 5', () => {
    expect(between(cases[2], 'C3', 'C4')).toBeGreaterThan(between(cases[1], 'C3', 'C4'));
    expect(between(cases[2], 'C3', 'C5')).toBeLessThan(between(cases[1], 'C3', 'C5'));
  });

  it('is summarised with money that closes: paid = received + network + congestion', () => {
    for (const { peers, networkNanos, congestionNanos } of summaries) {
      const total = (pick: (peer: (typeof peers)[number]) => string) =>
        peers.reduce((all, peer) => all + BigInt(pick(peer)), 0n);
      expect(total(({ paidNanos }) => paidNanos)).toBe(
        total(({ receivedNanos }) => receivedNanos) +
          BigInt(networkNanos) +
          BigInt(congestionNanos),
      );
    }
  });
});
