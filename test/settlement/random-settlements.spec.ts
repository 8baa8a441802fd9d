import type { ClearingsEvent, OffersEvent } from '@trueque/contracts';
import { InMemoryEventStore } from '@trueque/event-store';
import { loadHighs } from '@trueque/highs';
import { InvariantBroken } from '@trueque/kernel';
import {
  type ClearedTrade,
  factsAt,
  inputHashOf,
  RecordedMarket,
  settle,
  type Settlement,
  type SettlementInput,
} from '@trueque/settlement/testing';
import { ADDRESS, randomMarket, type RandomMarket } from './random-market.js';

const MARKETS = process.env['TRUEQUE_LONG'] ? 2_000 : 40;

const recorded = async (random: RandomMarket, turned = false): Promise<SettlementInput> => {
  const market = new RecordedMarket(new InMemoryEventStore());
  const [cleared, ...trades] = random.clearing as [ClearingsEvent, ...ClearingsEvent[]];
  const order = <Event>(events: readonly Event[]) => (turned ? events.toReversed() : events);
  const [opened, ...members] = random.market as [OffersEvent, ...OffersEvent[]];
  const [scheduled, ...offers] = random.auction as [OffersEvent, ...OffersEvent[]];
  await market.record('market', opened, ...order(members));
  await market.record('auction', scheduled, ...order(offers));
  await market.record('clearing', cleared, ...order(trades));
  await market.record('readings', random.readings);
  const facts = await factsAt(market.store, { ...ADDRESS, position: Number.MAX_SAFE_INTEGER });
  if (facts === undefined) throw new Error('nothing was recorded');
  const { auction, readings, limits } = facts;
  return { auction, readings, limits };
};

const settled = (input: SettlementInput): Settlement =>
  settle(input, { runId: 'run', inputHash: inputHashOf(input) });

/** Sellers get 1000 a kWh less than they did. */
const cheaper = ({ auction, ...rest }: SettlementInput): SettlementInput => ({
  ...rest,
  auction: {
    ...auction,
    trades: auction.trades.map((trade) => ({
      ...trade,
      sellerPriceMicrosPerKwh: trade.sellerPriceMicrosPerKwh.map((price) => price - 1_000_000_000),
    })),
  },
});

/** Whether the offer of a trade's seller names a price below which it would not sell. */
const isLimited =
  ({ limits }: SettlementInput) =>
  ({ sellerId, sentWh }: ClearedTrade): boolean => {
    const offer = limits?.offers.find(({ peerId }) => peerId === sellerId);
    return sentWh.some(
      (wh, period) => wh > 0 && typeof offer?.leastPriceMicrosPerKwh[period] === 'number',
    );
  };

describe('random markets, cleared and settled with meters that have gaps', () => {
  const markets: { readonly random: RandomMarket; readonly input: SettlementInput }[] = [];

  beforeAll(async () => {
    const solver = await loadHighs();
    for (let seed = 1; seed <= MARKETS; seed += 1) {
      const random = randomMarket(seed, solver);
      if (random) markets.push({ random, input: await recorded(random) });
    }
  }, 3_600_000);

  it('are enough to learn from', () => {
    const kinds = new Set(markets.map(({ random }) => JSON.stringify(random.file.rules)));
    expect(markets.length).toBeGreaterThan(MARKETS / 2);
    expect(kinds.size).toBeGreaterThan(MARKETS / 4);
    const owners = markets.flatMap(({ input }) => input.auction.trades.map(({ owner }) => owner));
    expect(owners.some((owner) => owner?.account.startsWith('peer:'))).toBe(true);
  });

  it('keep every trade within the offers of both, and sum to zero', () => {
    for (const { input } of markets) {
      const { postings } = settled(input).run;
      expect(postings.reduce((sum, { amountNanos }) => sum + BigInt(amountNanos), 0n)).toBe(0n);
    }
  });

  it('would not be stored, were a price below where the offer of its seller begins', () => {
    const limited = markets.filter(({ input }) => input.auction.trades.some(isLimited(input)));
    expect(limited.length).toBeGreaterThan(0);
    for (const { input } of limited) expect(() => settled(cheaper(input))).toThrow(InvariantBroken);
  });

  it('balance in Wh: what peers bought, sold, took and gave is what their meters say', () => {
    for (const { input } of markets) {
      const gridIds = new Set(input.auction.grids.map(({ peerId }) => peerId));
      const { statements } = settled(input);
      for (const reading of input.readings ?? []) {
        if (gridIds.has(reading.peerId)) continue;
        const lines = statements.find(({ peerId }) => peerId === reading.peerId)?.lines ?? [];
        for (let period = 0; period < input.auction.periods; period += 1) {
          const netWh = lines
            .filter((line) => line.period === period && line.kind !== 'link-revenue')
            .reduce(
              (net, { kind, energyWh }) =>
                net + (kind === 'purchase' || kind === 'deviation-short' ? energyWh : -energyWh),
              0,
            );
          const metered = (reading.importWh[period] ?? 0) - (reading.exportWh[period] ?? 0);
          expect(netWh).toBe(metered);
        }
      }
    }
  });

  it('estimate every gap, say so, and come to an end', () => {
    const gaps = markets
      .flatMap(({ input }) => settled(input).statements)
      .flatMap((it) => it.lines);
    expect(gaps.some(({ quality }) => quality === 'missing')).toBe(true);
    expect(gaps.some(({ quality }) => quality === 'measured')).toBe(true);
  });

  it('have the same hashes in whatever order their facts were recorded', async () => {
    for (const { random, input } of markets.slice(0, 10)) {
      const [one, other] = [settled(input).run, settled(await recorded(random, true)).run];
      expect([other.inputHash, other.resultHash]).toEqual([one.inputHash, one.resultHash]);
    }
  });
});
