import type { RulePack } from '@trueque/contracts';
import { nanosOf } from '@trueque/kernel';
import { peerAccounts } from '../accounts.js';
import { balancingOf } from '../balancing.js';
import type { SettlementInput } from '../facts.js';
import type { Settlement } from '../settle.js';
import { type Books, booksOf, NO_BOOK, plus, type Sum } from './book.js';
import { type Chargeable, chargesOf } from './charges.js';

type Statement = Settlement['statements'][number];

/**
 * A settled auction as books, with the charges that the market's rule pack puts on it. What the
 * peers pay each other and the grid is what their statements of the auction say.
 */
export const booksOfAuction = (
  input: SettlementInput,
  { run, statements }: Settlement,
  pack: RulePack | undefined,
): Books => {
  const accountOf = peerAccounts(input.auction.grids);
  const stated = new Set(statements.map(({ peerId }) => accountOf(peerId)));
  const others = run.postings.filter(({ account }) => !stated.has(account));
  return booksOf([
    ...statements.map(
      (statement): Books =>
        new Map([
          [
            accountOf(statement.peerId),
            {
              sums: sumsOf(statement),
              aloneNanos: aloneNanosOf(input, statement.peerId),
              values: valuesOf(input, statement.peerId),
            },
          ],
        ]),
    ),
    ...others.map(
      ({ account, kind, amountNanos }): Books =>
        new Map([[account, { ...NO_BOOK, sums: new Map([[kind, moneyOf(BigInt(amountNanos))]]) }]]),
    ),
    ...(pack ? chargedBooks(input, statements, pack) : []),
  ]);
};

const sumsOf = ({ lines }: Statement): ReadonlyMap<string, Sum> => {
  const sums = new Map<string, Sum>();
  for (const { kind, energyWh, amountNanos } of lines) {
    sums.set(kind, plus(sums.get(kind), { energyWh, amountNanos: BigInt(amountNanos) }));
  }
  return sums;
};

const moneyOf = (amountNanos: bigint): Sum => ({ energyWh: 0, amountNanos });

/** The peer's net energy of every period at the grid's prices, as if there were no market. */
const aloneNanosOf = (input: SettlementInput, peerId: string): bigint => {
  const { auction } = input;
  const meter = meterOf(input, peerId);
  if (meter === undefined || auction.grids.some((grid) => grid.peerId === peerId)) return 0n;
  const balancing = balancingOf(auction);
  let nanos = 0n;
  for (let period = 0; period < auction.periods; period += 1) {
    const [taken, given] = [meter.takenWh[period] ?? 0, meter.givenWh[period] ?? 0];
    const price = (kind: 'deviation-short' | 'deviation-long') =>
      balancing.price(kind, meter.communityId, period);
    if (taken > 0) nanos -= nanosOf(taken, price('deviation-short'));
    if (given > 0) nanos += nanosOf(given, price('deviation-long'));
  }
  return nanos;
};

/** What the meter told, or else what was cleared. */
const meterOf = ({ auction, readings = [] }: SettlementInput, peerId: string) => {
  const metered = readings.find((reading) => reading.peerId === peerId);
  if (metered) {
    const { communityId, importWh: takenWh, exportWh: givenWh } = metered;
    return { communityId, takenWh, givenWh };
  }
  const cleared = auction.peers.find((peer) => peer.peerId === peerId);
  return (
    cleared && {
      communityId: cleared.communityId,
      takenWh: cleared.importsWh ?? [],
      givenWh: cleared.exportsWh ?? [],
    }
  );
};

/** Measured where the meter told, missing where the cleared schedule stands for it. */
const valuesOf = ({ auction, readings = [] }: SettlementInput, peerId: string): number[] => {
  const isMetered = readings.some((reading) => reading.peerId === peerId);
  return isMetered ? [auction.periods, 0, 0, 0] : [0, 0, 0, auction.periods];
};

const chargedBooks = (
  { auction }: SettlementInput,
  statements: readonly Statement[],
  pack: RulePack,
): Books[] => {
  const gridIds = new Set(auction.grids.map(({ peerId }) => peerId));
  const charges = pack.charges.filter(({ bearer }) => bearer !== 'community');
  return statements
    .filter(({ peerId }) => !gridIds.has(peerId))
    .flatMap((statement) => {
      const chargeable = chargeableOf(auction, statement, gridIds);
      return chargesOf(charges, auction.start, chargeable).flatMap(({ charge, sum }): Books[] => [
        new Map([
          [`peer:${statement.peerId}`, { ...NO_BOOK, sums: new Map([[charge.code, sum]]) }],
        ]),
        new Map([
          [
            charge.beneficiary,
            {
              ...NO_BOOK,
              sums: new Map([[charge.code, { ...sum, amountNanos: -sum.amountNanos }]]),
            },
          ],
        ]),
      ]);
    });
};

const chargeableOf = (
  auction: SettlementInput['auction'],
  statement: Statement,
  gridIds: ReadonlySet<string>,
): Chargeable => {
  const energyOf = (kinds: readonly string[], withGrid: boolean): number =>
    statement.lines
      .filter(
        ({ kind, counterparty }) => kinds.includes(kind) && gridIds.has(counterparty) === withGrid,
      )
      .reduce((sum, { energyWh }) => sum + energyWh, 0);
  const contracted = (party: 'buyerId' | 'sellerId', quantity: 'energyWh' | 'sentWh'): number =>
    auction.trades
      .filter((trade) => trade.contract !== undefined && trade[party] === statement.peerId)
      .reduce((sum, trade) => sum + trade[quantity].reduce((all, wh) => all + wh, 0), 0);
  const bought = ['purchase', 'deviation-short'];
  const sold = ['sale', 'deviation-long'];
  return {
    sharedPurchaseWh: energyOf(bought, false),
    sharedSaleWh: energyOf(sold, false),
    gridPurchaseWh: energyOf(bought, true),
    gridSaleWh: energyOf(sold, true),
    contractPurchaseWh: contracted('buyerId', 'energyWh'),
    contractSaleWh: contracted('sellerId', 'sentWh'),
    peakW: 0,
    sums: sumsOf(statement),
  };
};
