import type { RulePack } from '@trueque/contracts';
import { booksOfAuction } from './domain/billing/auction-books.js';
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

export interface AuctionBooksTask {
  readonly input: SettlementInput;
  readonly pack: RulePack | undefined;
}

export const settleAuctionBooks = ({ input, pack }: AuctionBooksTask) => {
  const settled = settle(input, { runId: '', inputHash: inputHashOf(input) });
  return { books: booksOfAuction(input, settled, pack), inputHash: settled.run.inputHash };
};
