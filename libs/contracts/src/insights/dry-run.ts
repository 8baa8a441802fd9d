import { z } from 'zod';
import { RUN_KINDS } from '../billing-events.js';
import { at, count, nanos, pageOf, text, wh } from './units.js';

const minor = z.int();
const quality = z.enum(['measured', 'substituted', 'estimated', 'missing']);

/** A code of an account's ledger, as it stands and as it would stand. */
const ledgerChangeSchema = z.object({
  code: text,
  beforeWh: wh,
  afterWh: wh,
  beforeNanos: nanos,
  afterNanos: nanos,
});

/** An account that a re-run would book on: 10⁻⁹ currency, negative is owed by it. */
export const accountChangeSchema = z.object({
  account: text,
  beforeNanos: nanos,
  afterNanos: nanos,
  differenceNanos: nanos,
  codes: z.array(ledgerChangeSchema),
});

const readingCountsSchema = z.object({
  measured: count,
  substituted: count,
  estimated: count,
  missing: count,
});

/** A bill that a re-run would issue anew, in minor units of the currency; null where none stands. */
export const billChangeSchema = z.object({
  account: text,
  replaces: count.nullable(),
  beforeMinor: minor.nullable(),
  afterMinor: minor,
  differenceMinor: minor,
  lines: z.array(z.object({ code: text, beforeMinor: minor, afterMinor: minor })),
  readingsBefore: readingCountsSchema.nullable(),
  readingsAfter: readingCountsSchema,
});

/** A meter that told something else since the last run, of a local day or of an auction. */
export const readingChangeSchema = z.object({
  peerId: text,
  date: text,
  auctionId: text.nullable(),
  direction: z.enum(['import', 'export']),
  /** Periods that are told otherwise now; the rest is about these alone. */
  periods: count,
  /** Null where nothing was known of any of them. */
  beforeWh: wh.nullable(),
  afterWh: wh,
  qualityBefore: quality,
  qualityAfter: quality,
});

/** What a run rests on that was not so in the last one. */
export const runCauseSchema = z.object({
  kind: z.enum(['rules', 'day', 'auction']),
  name: text,
  change: z.enum(['added', 'changed', 'removed']),
});

/** What the bills of a community would come to; null where an account is of none, such as the main grid. */
export const communityChangeSchema = z.object({
  communityId: text.nullable(),
  /** Bills that would come to something else. */
  billsChanged: count,
  moreMinor: minor,
  lessMinor: minor,
});

/** How much a run would change in all. */
const dryRunTotalsSchema = z.object({
  /** Bills that would be issued anew. */
  bills: count,
  /** Of these, bills that would come to something else. */
  billsChanged: count,
  /** What would be paid more, and what less, in minor units. */
  moreMinor: minor,
  lessMinor: minor,
  communities: count,
  accounts: count,
  readings: count,
});

const cursor = text.nullable();

/** What another run over local days `[from, to)` would change. Nothing of it is kept. */
export const settlementDryRunSchema = z.object({
  marketId: text,
  from: text,
  to: text,
  currency: text,
  minorDigits: count,
  /** Whether the last run still says what is known; `none` where there was none. */
  standing: z.enum(['none', 'current', 'stale']),
  /** What the next run would be: preliminary until the window is final, a revision after it. */
  kind: z.enum(RUN_KINDS),
  latest: z
    .object({
      runId: text,
      kind: z.enum(RUN_KINDS),
      asOf: at,
      manifestHash: text,
      resultHash: text,
    })
    .nullable(),
  asOf: at,
  /** Last position of the market's log that counted. */
  asOfPosition: count,
  manifestHash: text,
  resultHash: text,
  /** Against the last run; empty where there was none. */
  causes: z.array(runCauseSchema),
  totals: dryRunTotalsSchema,
  /** The largest changes first, as in the lists below; over HTTP no more than 100 of each. */
  communities: z.array(communityChangeSchema),
  readings: z.array(readingChangeSchema),
  accounts: z.array(accountChangeSchema),
  bills: z.array(billChangeSchema),
  /** Where the pages of what is not in here begin; null where all of it is. */
  nextCursors: z.object({ accounts: cursor, bills: cursor, readings: cursor }),
});

export const accountChangesSchema = pageOf(accountChangeSchema);
export const billChangesSchema = pageOf(billChangeSchema);
export const readingChangesSchema = pageOf(readingChangeSchema);

export type AccountChange = z.infer<typeof accountChangeSchema>;
export type CommunityChange = z.infer<typeof communityChangeSchema>;
export type DryRunTotals = z.infer<typeof dryRunTotalsSchema>;
export type BillChange = z.infer<typeof billChangeSchema>;
export type ReadingChange = z.infer<typeof readingChangeSchema>;
export type RunCause = z.infer<typeof runCauseSchema>;
export type SettlementDryRun = z.infer<typeof settlementDryRunSchema>;
