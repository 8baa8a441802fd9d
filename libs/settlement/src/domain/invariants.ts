import { InvariantBroken } from '@trueque/kernel';
import { peerAccounts } from './accounts.js';
import type { Posting, Statement } from './entries.js';
import type { ClearedAuction, ClearedPeer, ClearedTrade, SettlementInput } from './facts.js';
import { assertWithinLimits, energyBy } from './limit-checks.js';

/**
 * What must hold before a run is stored. Everything here holds by construction, or was promised by
 * clearing; a failure is a bug in one of the two, and money must not move on it.
 */
export const assertSound = (
  { auction, limits }: SettlementInput,
  postings: readonly Posting[],
  statements: readonly Statement[],
): void => {
  auction.trades.forEach(assertNothingGained);
  assertTradesMeetSchedules(auction);
  if (limits) assertWithinLimits(auction, limits);
  assertZeroSum(postings);
  assertStatementsMeetPostings(auction, postings, statements);
};

/** Of the energy sent, at most all of it arrives. */
const assertNothingGained = ({ sellerId, buyerId, energyWh, sentWh }: ClearedTrade): void => {
  const period = energyWh.findIndex((arrivedWh, index) => arrivedWh > (sentWh[index] ?? 0));
  if (period === -1) return;
  throw new InvariantBroken(
    `trade ${sellerId}→${buyerId}, period ${period}: ${energyWh[period]} Wh arrive of ${sentWh[period]} Wh sent`,
  );
};

/** What a peer buys is what it imports, what it sells is what it exports, period by period, in Wh. */
const assertTradesMeetSchedules = ({ trades, peers, periods }: ClearedAuction): void => {
  const bought = energyBy(trades, 'buyerId', 'energyWh');
  const sold = energyBy(trades, 'sellerId', 'sentWh');
  for (const peer of peers) {
    for (let period = 0; period < periods; period += 1) {
      assertEqualWh(peer, 'importsWh', bought.get(peer.peerId), period);
      assertEqualWh(peer, 'exportsWh', sold.get(peer.peerId), period);
    }
  }
};

const assertEqualWh = (
  peer: ClearedPeer,
  quantity: 'importsWh' | 'exportsWh',
  traded: readonly number[] | undefined,
  period: number,
): void => {
  const scheduledWh = peer[quantity]?.[period] ?? 0;
  const tradedWh = traded?.[period] ?? 0;
  if (scheduledWh === tradedWh) return;
  throw new InvariantBroken(
    `${peer.peerId}, period ${period}: ${quantity} ${scheduledWh} but ${tradedWh} Wh traded`,
  );
};

const assertZeroSum = (postings: readonly Posting[]): void => {
  const sum = [...balancesOf(postings).values()].reduce((total, balance) => total + balance, 0n);
  if (sum !== 0n) throw new InvariantBroken(`the postings sum to ${sum}, not to zero`);
};

/** A statement's total is its account's balance, and no peer's account goes without a statement. */
const assertStatementsMeetPostings = (
  { grids }: ClearedAuction,
  postings: readonly Posting[],
  statements: readonly Statement[],
): void => {
  const accountOf = peerAccounts(grids);
  const balances = balancesOf(postings);
  const stated = new Map(
    statements.map(({ peerId, totalNanos }) => [accountOf(peerId), BigInt(totalNanos)]),
  );
  const peersOnly = [...balances.keys()].filter((account) => account.startsWith('peer:'));
  for (const account of new Set([...stated.keys(), ...peersOnly])) {
    const [total, balance] = [stated.get(account), balances.get(account) ?? 0n];
    if (total === balance) continue;
    throw new InvariantBroken(`${account}: statement says ${total}, postings say ${balance}`);
  }
};

const balancesOf = (postings: readonly Posting[]): Map<string, bigint> => {
  const balances = new Map<string, bigint>();
  for (const { account, amountNanos } of postings) {
    balances.set(account, (balances.get(account) ?? 0n) + BigInt(amountNanos));
  }
  return balances;
};
