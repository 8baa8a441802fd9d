import type { BillingEvent, ReasonCode, RunKind } from '@trueque/contracts';
import { accept, acceptAll, type Decider, type Decision, digest, reject } from '@trueque/kernel';
import { Map as PersistentMap } from 'immutable';
import { type Bill, type BillContent, billOf, isBilled } from './bills.js';
import { type AccountBook, type Books, inOrder, NO_BOOK, type Sum } from './book.js';
import { QUALITIES } from '../sharing/community-day.js';
import { correctionsOf, type LedgerEntry, roundedBooks, withEntry } from './ledger-entries.js';

export type WindowEvent = Extract<BillingEvent, { readonly type: 'WindowSettled' | 'BillIssued' }>;
type WindowRun = Extract<BillingEvent, { readonly type: 'WindowSettled' }>['data'];

/** What was looked up and computed for a run. */
export interface WindowFacts extends Pick<
  WindowRun,
  'currency' | 'minorDigits' | 'asOf' | 'asOfPosition' | 'rulePacks' | 'days' | 'auctions'
> {
  /** The run that the books were computed from; null where from nothing. */
  readonly basedOn: string | null;
  readonly books: Books;
  /** Accounts whose books may differ from what stands; all of them, without it. */
  readonly touched?: ReadonlySet<string> | undefined;
  /** Tax category of a line, where the rules give it one. */
  readonly taxCategories: Readonly<Record<string, string>>;
  /** Disputes that were upheld and not yet run. */
  readonly disputesUpheld: readonly string[];
}

export interface SettleWindow {
  readonly type: 'SettleWindow';
  readonly marketId: string;
  /** Local dates, `[from, to)`. */
  readonly from: string;
  readonly to: string;
  readonly kind: RunKind;
  readonly reasonCode?: ReasonCode | undefined;
  readonly reason?: string | undefined;
  readonly disputeId?: string | undefined;
  readonly facts: WindowFacts;
}

export type WindowRefusal =
  | 'changed-meanwhile'
  | 'window-final'
  | 'window-not-final'
  | 'reason-missing'
  | 'dispute-not-upheld';

/** What was booked so far: everything that a correction has to reverse. */
export interface Billing {
  readonly runsCount: number;
  readonly billsCount: number;
  readonly isFinal: boolean;
  readonly latest: WindowRun | null;
  readonly indicated: string | null;
  readonly ledger: PersistentMap<string, PersistentMap<string, Sum>>;
  readonly bills: PersistentMap<string, Bill>;
}

/**
 * The runs over one window of delivery. Before it is final, each run takes the place of the one
 * before; after that only revisions and upheld disputes do. Whatever was booked is reversed, never
 * overwritten.
 */
export const billing: Decider<SettleWindow, Billing, WindowEvent, WindowRefusal> = {
  category: 'billing',
  initial: {
    ...{ runsCount: 0, billsCount: 0, isFinal: false, latest: null, indicated: null },
    ledger: PersistentMap(),
    bills: PersistentMap(),
  },
  decide: (command, state) => refusalOf(command, state) ?? settleWindow(command, state),
  evolve: (state, event) => {
    switch (event.type) {
      case 'WindowSettled':
        return withRun(state, event.data);
      case 'BillIssued':
        return withBill(state, event.data);
    }
  },
};

/** What the latest run booked, as books that days may be added to and taken from. */
export const bookedBooks = ({ ledger, bills }: Billing): Books =>
  new Map(
    [...ledger.keys(), ...bills.keys()].map((account) => {
      const bill = bills.get(account);
      const book: AccountBook = {
        sums: new Map(ledger.get(account)?.remove('rounding')),
        aloneNanos: BigInt(bill?.aloneNanos ?? 0),
        values: bill ? inRank(bill.readings) : NO_BOOK.values,
        qualityWh: new Map(
          bill?.lines.flatMap(({ code, qualityWh }) =>
            qualityWh === null ? [] : [[code, inRank(qualityWh)] as const],
          ),
        ),
      };
      return [account, book];
    }),
  );

const inRank = (counts: Bill['readings']): readonly number[] =>
  QUALITIES.map((quality) => counts[quality]);

const isRerun = ({ kind }: SettleWindow): boolean => kind === 'revision' || kind === 'dispute';

type Refusal = Decision<never, WindowRefusal> | undefined;

const refusalOf = (command: SettleWindow, state: Billing): Refusal =>
  orderRefusal(command, state) ??
  reasonRefusal(command) ??
  (command.facts.basedOn === (state.latest?.runId ?? null)
    ? undefined
    : reject('changed-meanwhile', `${state.latest?.runId} came in between: settle again.`));

const orderRefusal = (command: SettleWindow, { latest, isFinal }: Billing): Refusal => {
  if (isFinal === isRerun(command)) return undefined;
  return isFinal
    ? reject('window-final', `The window is final, last by ${latest?.runId}: revise it instead.`)
    : reject('window-not-final', 'Nothing to revise: run it as preliminary or final first.');
};

const reasonRefusal = (command: SettleWindow): Refusal => {
  const { kind, reasonCode, disputeId = '(none named)', facts } = command;
  if (isRerun(command) && reasonCode === undefined) {
    return reject('reason-missing', 'A run after the final one names its reason.');
  }
  return kind === 'dispute' && !facts.disputesUpheld.includes(disputeId)
    ? reject('dispute-not-upheld', `No upheld dispute ${disputeId} waits.`)
    : undefined;
};

const settleWindow = (
  command: SettleWindow,
  state: Billing,
): Decision<WindowEvent, WindowRefusal> => {
  const manifest = manifestOf(command);
  const manifestHash = digest(manifest);
  if (isRepeat(command, state, manifestHash)) return accept();
  const { marketId, from, to, kind, facts } = command;
  const contents = billContents(facts, state);
  const run: WindowRun = {
    ...{ marketId, from, to, kind, ...manifest },
    runId: `${marketId}/${from}_${to}/${state.runsCount + 1}`,
    ...{ asOf: facts.asOf, asOfPosition: facts.asOfPosition },
    ...{ manifestHash, resultHash: resultHashOf(facts.books, contents) },
    ...reasonsOf(command, state),
    entries: entriesOf(command, contents, state),
  };
  const bills = billsOf(run, contents, state);
  return acceptAll<WindowEvent>([
    { type: 'WindowSettled', data: run },
    ...bills.map((data): WindowEvent => ({ type: 'BillIssued', data })),
  ]);
};

/** Nothing new under the same kind of run; a dispute is always answered. */
const isRepeat = (
  { kind }: SettleWindow,
  { latest, indicated }: Billing,
  manifestHash: string,
): boolean => {
  if (kind === 'indicative') return indicated === manifestHash;
  return kind !== 'dispute' && kind === latest?.kind && latest.manifestHash === manifestHash;
};

const reasonsOf = ({ reasonCode, reason, disputeId }: SettleWindow, { latest }: Billing) => ({
  ...(latest === null ? {} : { supersedes: latest.runId }),
  ...(reasonCode === undefined ? {} : { reasonCode }),
  ...(reason === undefined ? {} : { reason }),
  ...(disputeId === undefined ? {} : { disputeId }),
});

/** What decides the result, and nothing that does not. */
const manifestOf = ({ facts }: SettleWindow) => ({
  currency: facts.currency,
  minorDigits: facts.minorDigits,
  rulePacks: [...facts.rulePacks],
  days: [...facts.days],
  auctions: [...facts.auctions],
});

/** Bills of all accounts; one that nothing touches says what it said. */
const billContents = (
  { books, touched, minorDigits, taxCategories }: WindowFacts,
  { bills }: Billing,
): BillContent[] =>
  inOrder(books)
    .filter(([account]) => isBilled(account))
    .map(([account, book]) => {
      const standing = touched?.has(account) === false ? bills.get(account) : undefined;
      const taxCategoryOf = (code: string) => taxCategories[code];
      return standing ?? billOf(account, book, { minorDigits, taxCategoryOf });
    });

/** Of everything that stands after the run: a revision and a run from scratch agree. */
const resultHashOf = (books: Books, contents: readonly BillContent[]): string =>
  digest({
    books: inOrder(books)
      .filter(([account, { sums }]) => sums.size > 0 && !isBilled(account))
      .map(([account, { sums }]) =>
        digest([account, ...inOrder(sums).map(([code, sum]) => [code, sum])]),
      ),
    bills: contents.map(({ account, contentHash }) => [account, contentHash]),
  });

const entriesOf = (
  { kind, marketId, facts }: SettleWindow,
  contents: readonly BillContent[],
  { ledger, latest }: Billing,
): LedgerEntry[] => {
  const rounded = roundedBooks(marketId, facts, contents);
  const books = facts.touched ? onlyOf(rounded, facts.touched, `rounding:${marketId}`) : rounded;
  if (kind === 'indicative') return correctionsOf(PersistentMap(), books, 'indication');
  const stood = facts.touched ? ledger.filter((_, account) => books.has(account)) : ledger;
  return correctionsOf(stood, books, latest === null ? 'booking' : 'rebooking');
};

const onlyOf = (books: Books, touched: ReadonlySet<string>, rounding: string): Books =>
  new Map([...books].filter(([account]) => touched.has(account) || account === rounding));

/** Every account's bill in the first run, later only what changed; an indication has no numbers. */
const billsOf = (run: WindowRun, contents: readonly BillContent[], state: Billing): Bill[] => {
  const { marketId, from, to, runId, currency, minorDigits } = run;
  const isIndication = run.kind === 'indicative';
  const gone = state.bills
    .filter((_, account) => !contents.some((content) => content.account === account))
    .keySeq()
    .map((account) => billOf(account, NO_BOOK, { minorDigits, taxCategoryOf: () => undefined }));
  const news = isIndication
    ? contents
    : [...contents, ...gone].filter(
        ({ account, contentHash }) => state.bills.get(account)?.contentHash !== contentHash,
      );
  return news.map(({ account, lines, totalMinor, ...rest }, index) => {
    const before = isIndication ? undefined : state.bills.get(account);
    return {
      ...{ marketId, from, to, runId, currency, minorDigits, account, lines, totalMinor, ...rest },
      number: isIndication ? null : state.billsCount + index + 1,
      ...(typeof before?.number === 'number'
        ? {
            replaces: before.number,
            differenceMinor: totalMinor - before.totalMinor,
          }
        : {}),
    };
  });
};

const withRun = (state: Billing, run: WindowRun): Billing => {
  const runsCount = state.runsCount + 1;
  if (run.kind === 'indicative') return { ...state, runsCount, indicated: run.manifestHash };
  return {
    ...state,
    runsCount,
    isFinal: state.isFinal || run.kind === 'final',
    latest: { ...run, entries: [] },
    ledger: state.ledger.withMutations((ledger) => {
      for (const entry of run.entries) withEntry(ledger, entry);
    }),
  };
};

const withBill = (state: Billing, bill: Bill): Billing =>
  bill.number === null
    ? state
    : {
        ...state,
        billsCount: bill.number,
        bills: state.bills.set(bill.account, bill),
      };
