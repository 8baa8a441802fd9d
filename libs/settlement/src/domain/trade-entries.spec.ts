import { clearedAuction } from '../testing/cleared-auction.js';
import { settledRun } from '../testing/settled-run.js';
import { traded } from '../testing/traded.js';
import { postingsOf } from './ledger.js';
import { entriesOfTrade } from './trade-entries.js';

const sumBy = (postings: readonly { account: string; amountNanos: string }[], start: string) =>
  postings
    .filter(({ account }) => account.startsWith(start))
    .reduce((sum, { amountNanos }) => sum + Number(amountNanos) / 1e9, 0);

describe('three communities at 11, 12.5 and 14, linked at 1.5, 2.5 and 1.5', () => {
  const price = { A: 11_000_000, B: 12_500_000, C: 14_000_000 };
  const link: Readonly<Record<string, number>> = { AB: 1_500_000, AC: 2_500_000, BC: 1_500_000 };
  type Community = keyof typeof price;
  const sold = (seller: string, from: Community, buyer: string, [to, kwh]: [Community, number]) =>
    traded([seller, from], [buyer, to], {
      wh: kwh * 1_000,
      buyerPays: price[to],
      sellerGets: price[from],
      linkCost: link[from + to] ?? 0,
    });
  const auction = clearedAuction({
    members: {
      ...{ a1: 'A', a2: 'A', a9: 'A', b1: 'B', b8: 'B', b9: 'B' },
      ...{ c1: 'C', c8: 'C', c9: 'C' },
    },
    prices: { A: [price.A], B: [price.B], C: [price.C] },
    trades: [
      sold('a1', 'A', 'a9', ['A', 5]),
      sold('a1', 'A', 'b8', ['B', 5]),
      sold('a2', 'A', 'b8', ['B', 1]),
      sold('a2', 'A', 'c8', ['C', 4]),
      sold('b1', 'B', 'b9', ['B', 3]),
      sold('b1', 'B', 'c8', ['C', 1]),
      sold('c1', 'C', 'c8', ['C', 2]),
    ],
  });
  const { postings } = settledRun({ auction }).run;

  it('charges buyers 265.5', () => {
    const buyers = ['a9', 'b8', 'b9', 'c8'];
    expect(buyers.reduce((sum, id) => sum + sumBy(postings, `peer:${id}`), 0)).toBe(-265.5);
  });

  it('pays sellers 243.0', () => {
    const sellers = ['a1', 'a2', 'b1', 'c1'];
    expect(sellers.reduce((sum, id) => sum + sumBy(postings, `peer:${id}`), 0)).toBe(243);
  });

  it('gives the networks 20.5: 6 × 1.5 + 4 × 2.5 on the links out of A, 1 × 1.5 out of B', () => {
    expect(sumBy(postings, 'network:A')).toBe(19);
    expect(sumBy(postings, 'network:B')).toBe(1.5);
  });

  it('keeps a rent of 2.0 on the full link from A to C, and none elsewhere', () => {
    expect(sumBy(postings, 'congestion:')).toBe(2);
    expect(sumBy(postings, 'congestion:A→C')).toBe(2);
  });
});

describe('a trade', () => {
  const accountOf = (peerId: string) => `peer:${peerId}`;
  // 100 kWh are sent, 90 arrive: 90 × 0.20 = 100 × 0.15 + 100 × 0.02 + 1.00.
  const lossy = traded(['S', 'C1'], ['B', 'C2'], {
    wh: 100_000,
    arrivedWh: 90_000,
    buyerPays: 200_000,
    sellerGets: 150_000,
    linkCost: 20_000,
    contract: 'C1→C2',
  });

  it('over a lossy contract charges what arrives and pays what was sent', () =>
    expect(postingsOf(entriesOfTrade(lossy, accountOf))).toEqual([
      { account: 'congestion:C1→C2', kind: 'congestion', amountNanos: '1000000000' },
      { account: 'network:C1→C2', kind: 'network', amountNanos: '2000000000' },
      { account: 'peer:B', kind: 'trade', amountNanos: '-18000000000' },
      { account: 'peer:S', kind: 'trade', amountNanos: '15000000000' },
    ]));

  it('that arrives nowhere still pays its seller, from the congestion account', () => {
    const lost = traded(['S', 'C1'], ['B', 'C2'], {
      ...{ wh: 1, arrivedWh: 0, buyerPays: 200_000, sellerGets: 150_000 },
    });
    expect(postingsOf(entriesOfTrade(lost, accountOf))).toEqual([
      { account: 'congestion:C1→C2', kind: 'congestion', amountNanos: '-150000' },
      { account: 'peer:S', kind: 'trade', amountNanos: '150000' },
    ]);
  });

  it('of nothing moves nothing', () =>
    expect(
      entriesOfTrade(
        traded(['S', 'C1'], ['B', 'C2'], { wh: 0, buyerPays: 1, sellerGets: 1 }),
        accountOf,
      ),
    ).toEqual([]));

  it('at a negative price is paid by the seller', () => {
    const given = traded(['S', 'C1'], ['B', 'C1'], {
      ...{ wh: 1_000, buyerPays: -10_000, sellerGets: -10_000 },
    });
    expect(postingsOf(entriesOfTrade(given, accountOf))).toEqual([
      { account: 'peer:B', kind: 'trade', amountNanos: '10000000' },
      { account: 'peer:S', kind: 'trade', amountNanos: '-10000000' },
    ]);
  });
});

describe('a trade under a contract that somebody owns', () => {
  const auctionOf = (owner: { account: string; communityId?: string }) =>
    clearedAuction({
      members: { a1: 'A', b1: 'B' },
      prices: { A: [50_000], B: [80_000] },
      trades: [
        traded(['a1', 'A'], ['b1', 'B'], {
          ...{ wh: 10_000, buyerPays: 80_000, sellerGets: 50_000, linkCost: 20_000 },
          ...{ contract: 'A→B', owner },
        }),
      ],
    });

  it('pays the cost of the link to its owner, and nothing to the network', () => {
    const { postings } = settledRun({ auction: auctionOf({ account: 'community:A' }) }).run;
    expect(sumBy(postings, 'community:A')).toBeCloseTo(0.2, 9); // 10 kWh × 0.02
    expect(sumBy(postings, 'congestion:')).toBeCloseTo(0.1, 9);
    expect(postings.some(({ account }) => account.startsWith('network:'))).toBe(false);
  });

  it('tells a peer that owns it of every period, also one that took no part', () => {
    const auction = auctionOf({ account: 'peer:wire', communityId: 'A' });
    const { run, statements } = settledRun({ auction });
    expect(statements.find(({ peerId }) => peerId === 'wire')).toMatchObject({
      ...{ communityId: 'A', totalNanos: '200000000' },
      lines: [
        {
          ...{ kind: 'link-revenue', counterparty: 'A→B', energyWh: 10_000, quality: null },
          ...{ priceMicrosPerKwh: 20_000, amountNanos: '200000000', causedBy: 'a1→b1' },
        },
      ],
    });
    expect(sumBy(run.postings, 'peer:wire')).toBeCloseTo(0.2, 9);
  });

  it('is another fact than the same trade with another owner', () => {
    const [one, other] = ['network:north', 'network:south'].map(
      (account) => settledRun({ auction: auctionOf({ account }) }).run.inputHash,
    );
    expect(one).not.toBe(other);
  });
});
