import type { RulePack } from '@trueque/contracts';
import { type AuctionDay, booksOfAuctionDay } from './domain/billing/auction-books.js';
import { type Books, booksOf } from './domain/billing/book.js';
import { booksOfDay } from './domain/billing/day-books.js';
import { inputHashOf, type SettlementInput } from './domain/facts.js';
import { settle, type Settlement } from './domain/settle.js';
import type { CommunityDay } from './domain/sharing/community-day.js';
import { settleDay } from './domain/sharing/settle-day.js';

/** What the service asks a worker thread for, where settling may take as long as it takes. */
export type DayTask = readonly { readonly day: CommunityDay; readonly pack: RulePack }[];

export interface SettledDays {
  readonly books: Books;
  readonly days: readonly { communityId: string; date: string; inputHash: string }[];
}

/** Settles the communities of one day. */
export const settleDays = (task: DayTask): SettledDays => {
  const settled = task.map(({ day, pack }) => ({ pack, settled: settleDay(day, pack) }));
  return {
    books: booksOf(settled.map((it) => booksOfDay(it.settled, it.pack))),
    days: settled.map(({ settled: { communityId, date, inputHash } }) => ({
      ...{ communityId, date, inputHash },
    })),
  };
};

export interface AuctionTask {
  readonly input: SettlementInput;
  /** Nothing to do where the input is still this one. */
  readonly unlessInputHash: string | null;
}

/** Settles one auction; undefined where the facts are those of the last time. */
export const settleAuction = ({ input, unlessInputHash }: AuctionTask): Settlement | undefined => {
  const inputHash = inputHashOf(input);
  return inputHash === unlessInputHash ? undefined : settle(input, { runId: '', inputHash });
};

/** The auctions whose delivery begins on one local day. */
export interface AuctionDayTask extends AuctionDay {
  readonly inputs: readonly SettlementInput[];
}

export interface SettledAuctions {
  readonly books: Books;
  readonly auctions: readonly { auctionId: string; inputHash: string }[];
}

export const settleAuctionDay = ({ inputs, ...day }: AuctionDayTask): SettledAuctions => {
  const settled = inputs.map((input) => ({
    input,
    settlement: settle(input, { runId: '', inputHash: inputHashOf(input) }),
  }));
  return {
    books: booksOfAuctionDay(settled, day),
    auctions: settled.map(({ settlement: { run } }) => ({
      ...{ auctionId: run.auctionId, inputHash: run.inputHash },
    })),
  };
};
