import { digest } from '@trueque/kernel';
import { peerAccounts } from './accounts.js';
import { balancingOf } from './balancing.js';
import { entriesOfDeviation } from './deviation-entries.js';
import { deviationsOf } from './deviations.js';
import type { Entry, Posting, RunCompleted, Statement } from './entries.js';
import type { ClearedAuction, SettlementInput } from './facts.js';
import { assertSound } from './invariants.js';
import { postingsOf } from './ledger.js';
import { statementsOf } from './statements.js';
import { entriesOfTrade } from './trade-entries.js';

/** One settlement: the zero-sum posting event and a statement for every peer. */
export interface Settlement {
  readonly run: RunCompleted;
  readonly statements: readonly Statement[];
}

/**
 * Settles an auction: from cleared quantities alone, or with readings also the deviations. A pure
 * function of its input as sets: the same facts in any order give the same bytes.
 * Throws `InvariantBroken` where money or energy would be lost; then nothing may be stored.
 */
export const settle = (input: SettlementInput, { runId, inputHash }: RunName): Settlement => {
  const entries = entriesOf(input);
  const postings = postingsOf(entries);
  const statements = statementsOf(input, runId, entries);
  assertSound(input, postings, statements);
  const run: RunCompleted = {
    ...deliveryOf(input.auction),
    runId,
    kind: input.readings ? 'metered' : 'cleared',
    inputHash,
    resultHash: resultHashOf(postings, statements),
    postings,
  };
  return { run, statements };
};

/** The same settlement under the name that its run was given. */
export const named = ({ run, statements }: Settlement, runId: string): Settlement => ({
  run: { ...run, runId },
  statements: statements.map((statement) => ({
    ...statement,
    ...{ runId, statementId: `${runId}/${statement.peerId}` },
  })),
});

/** What a run is called, and what it rests on. */
export interface RunName {
  readonly runId: string;
  /** `inputHashOf` the input. */
  readonly inputHash: string;
}

const entriesOf = ({ auction, readings = [] }: SettlementInput): Entry[] => {
  const accountOf = peerAccounts(auction.grids);
  const balancing = balancingOf(auction);
  return [
    ...auction.trades.flatMap((trade) => entriesOfTrade(trade, accountOf)),
    ...deviationsOf(auction, readings).flatMap((deviation) =>
      entriesOfDeviation(deviation, balancing, accountOf),
    ),
  ];
};

const deliveryOf = ({ marketId, auctionId, currency, start, mtu, periods }: ClearedAuction) => ({
  marketId,
  auctionId,
  currency,
  start,
  mtu,
  periods,
});

/** What is owed, whoever computed it and when: run and event ids stay out of the digest. */
const resultHashOf = (postings: readonly Posting[], statements: readonly Statement[]): string =>
  digest({ postings, statements: statements.map(statementDigest) });

const statementDigest = ({ peerId, communityId, lines, totalNanos }: Statement): string =>
  digest([
    ...[peerId, communityId, totalNanos],
    ...lines.map((line) =>
      [line.kind, line.period, line.counterparty, line.energyWh, line.priceMicrosPerKwh].join(' '),
    ),
  ]);
