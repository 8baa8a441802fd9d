import fc from 'fast-check';
import { settlementInputs } from '../testing/arbitraries.js';
import { settledRun } from '../testing/settled-run.js';

const shuffled = <Item>(items: readonly Item[], seed: number): Item[] =>
  items
    .map((item, index) => ({ item, key: Math.sin(seed + index * 7919) }))
    .sort((a, b) => a.key - b.key)
    .map(({ item }) => item);

describe('a settlement of any market', () => {
  it('sums to zero over all accounts, to the last 10⁻⁹ of currency', () =>
    fc.assert(
      fc.property(settlementInputs, (input) => {
        const { run } = settledRun(input);
        expect(run.postings.reduce((sum, posting) => sum + BigInt(posting.amountNanos), 0n)).toBe(
          0n,
        );
      }),
    ));

  it('states to every peer exactly what its account was posted', () =>
    fc.assert(
      fc.property(settlementInputs, (input) => {
        const { run, statements } = settledRun(input);
        for (const { peerId, totalNanos, lines } of statements) {
          const own = run.postings.filter(({ account }) =>
            [`peer:${peerId}`, `grid:${peerId}`].includes(account),
          );
          const posted = own.reduce((sum, posting) => sum + BigInt(posting.amountNanos), 0n);
          const stated = lines.reduce((sum, line) => sum + BigInt(line.amountNanos), 0n);
          expect([BigInt(totalNanos), stated]).toEqual([posted, posted]);
        }
      }),
    ));

  it('gives the same result for the same facts in any order', () =>
    fc.assert(
      fc.property(settlementInputs, fc.nat(), ({ auction, readings }, seed) => {
        const { run, statements } = settledRun({ auction, readings });
        const again = settledRun({
          auction: {
            ...auction,
            prices: shuffled(auction.prices, seed),
            peers: shuffled(auction.peers, seed),
            trades: shuffled(auction.trades, seed),
            grids: shuffled(auction.grids, seed),
          },
          readings: shuffled(readings, seed),
        });
        expect(again).toEqual({ run, statements });
      }),
    ));

  it('gives the same result wherever its facts were recorded', () =>
    fc.assert(
      fc.property(settlementInputs, ({ auction, readings }) => {
        const moved = settledRun(
          {
            auction: {
              ...auction,
              trades: auction.trades.map((trade, index) => ({ ...trade, eventId: `t${index}` })),
            },
            readings: readings.map((reading, index) => ({ ...reading, eventId: `r${index}` })),
          },
          'elsewhere',
        );
        const { inputHash, resultHash } = settledRun({ auction, readings }).run;
        expect(moved.run).toMatchObject({ inputHash, resultHash });
      }),
    ));
});
