import { InvariantBroken } from '@trueque/kernel';
import { clearedAuction } from '../testing/cleared-auction.js';
import { settledRun } from '../testing/settled-run.js';
import { traded } from '../testing/traded.js';
import { assertSound } from './invariants.js';

const sale = traded(['S', 'C1'], ['B', 'C1'], {
  ...{ wh: 1_000, buyerPays: 50_000, sellerGets: 50_000 },
});
const sound = clearedAuction({
  members: { S: 'C1', B: 'C1' },
  prices: { C1: [50_000] },
  trades: [sale],
});
const { run, statements } = settledRun({ auction: sound });

describe('before a run is stored', () => {
  it('a sound one passes', () =>
    expect(() => assertSound({ auction: sound }, run.postings, statements)).not.toThrow());

  it('more energy arriving than was sent is a bug', () => {
    const trades = [{ ...sale, energyWh: [1_001] }];
    expect(() => settledRun({ auction: { ...sound, trades } })).toThrow(InvariantBroken);
  });

  it('a trade that clearing scheduled but never recorded is a bug', () =>
    expect(() => settledRun({ auction: { ...sound, trades: [] } })).toThrow(
      'S, period 0: exportsWh 1000 but 0 Wh traded',
    ));

  it('a trade that was recorded twice is a bug', () =>
    expect(() =>
      settledRun({ auction: { ...sound, trades: [...sound.trades, ...sound.trades] } }),
    ).toThrow('but 2000 Wh traded'));

  it('postings that do not sum to zero are a bug', () =>
    expect(() => assertSound({ auction: sound }, run.postings.slice(1), statements)).toThrow(
      'not to zero',
    ));

  it('a statement that differs from its account is a bug', () =>
    expect(() =>
      assertSound(
        { auction: sound },
        run.postings,
        statements.map((statement) => ({ ...statement, totalNanos: '1' })),
      ),
    ).toThrow('peer:B: statement says 1, postings say -50000000'));

  it('a posted peer without a statement is a bug', () =>
    expect(() => assertSound({ auction: sound }, run.postings, statements.slice(1))).toThrow(
      'peer:B: statement says undefined',
    ));

  it('a series that is too short is a bug', () => {
    const trades = [{ ...sale, buyerPriceMicrosPerKwh: [] }];
    expect(() => settledRun({ auction: { ...sound, trades } })).toThrow('no value in period 0');
  });
});
