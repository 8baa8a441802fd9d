import type { NoticeEvent, NoticeKind } from '@trueque/contracts';
import { accept, type Decider, reject } from '@trueque/kernel';
import { Map as PersistentMap } from 'immutable';

/** What is to be told, in both languages. */
export interface Notice {
  readonly kind: NoticeKind;
  readonly text: { readonly en: string; readonly es: string };
  readonly auctionId?: string | undefined;
  /** Number of the notice that it follows up; of an auction the one before, where none is named. */
  readonly refersTo?: number | undefined;
}

export interface IssueNotice extends Notice {
  readonly type: 'IssueNotice';
  readonly marketId: string;
}

export interface Notices {
  readonly count: number;
  /** Number of the latest notice about each auction. */
  readonly latest: PersistentMap<string, number>;
}

/** Notices of a market, numbered from 1 without gaps: whoever misses a number missed a notice. */
export const notices: Decider<IssueNotice, Notices, NoticeEvent, 'notice-unknown'> = {
  category: 'notices',
  initial: { count: 0, latest: PersistentMap() },
  decide: ({ marketId, kind, text, auctionId, ...command }, { count, latest }) => {
    const refersTo = command.refersTo ?? (auctionId && latest.get(auctionId));
    if (typeof refersTo === 'number' && refersTo > count)
      return reject('notice-unknown', `There is no notice ${refersTo}: the latest is ${count}.`);
    return accept({
      type: 'NoticeIssued',
      data: {
        ...{ marketId, number: count + 1, kind, text },
        ...(auctionId !== undefined && { auctionId }),
        ...(typeof refersTo === 'number' && { refersTo }),
      },
    });
  },
  evolve: ({ latest }, { data: { auctionId, number } }) => ({
    count: number,
    latest: auctionId === undefined ? latest : latest.set(auctionId, number),
  }),
};
