import type { AccountChange, BillChange, SettlementDryRun } from '@trueque/contracts';
import { InvariantBroken } from '@trueque/kernel';
import { Map as PersistentMap } from 'immutable';
import { type Billing, billing, type SettleWindow, type WindowEvent } from './billing.decider.js';
import type { Bill } from './bills.js';
import { inOrder, type Sum } from './book.js';
import type { LedgerEntry } from './ledger-entries.js';
import { manifestChanges } from './manifest-changes.js';

/** A run that is asked about: what it would rest on. */
export type AskedRun = Pick<SettleWindow, 'marketId' | 'from' | 'to' | 'facts'>;

/** Of a run, all but what meters told since, which is not in the books, and what it comes to in all. */
export type WindowDryRun = Omit<
  SettlementDryRun,
  'readings' | 'totals' | 'communities' | 'nextCursors'
>;

/**
 * What another run would change: the run is decided as it would be, and its events are held against
 * what stands, not kept.
 */
export const dryRunOf = (asked: AskedRun, state: Billing): WindowDryRun => {
  const { marketId, from, to, facts } = asked;
  const kind = state.isFinal ? 'revision' : 'preliminary';
  const events = eventsOf({ ...asked, type: 'SettleWindow', kind, reasonCode: 'other' }, state);
  const { latest } = state;
  const run = events.flatMap((event) => (event.type === 'WindowSettled' ? [event.data] : []))[0];
  const now = run ?? latest;
  if (now === null) throw new InvariantBroken('the first run of a window came to nothing');
  return {
    ...{ marketId, from, to, kind, currency: facts.currency, minorDigits: facts.minorDigits },
    standing: standingOf(latest?.manifestHash, now.manifestHash),
    latest: latest && {
      ...{ runId: latest.runId, kind: latest.kind, asOf: latest.asOf },
      ...{ manifestHash: latest.manifestHash, resultHash: latest.resultHash },
    },
    ...{ asOf: facts.asOf, asOfPosition: facts.asOfPosition },
    ...{ manifestHash: now.manifestHash, resultHash: now.resultHash },
    causes: latest === null ? [] : manifestChanges(latest, facts),
    accounts: accountChanges(run?.entries ?? [], state),
    bills: events.flatMap((event) =>
      event.type === 'BillIssued' ? [billChange(event.data, state)] : [],
    ),
  };
};

const eventsOf = (command: SettleWindow, state: Billing): readonly WindowEvent[] => {
  const decision = billing.decide(command, state);
  if (decision.accepted) return decision.events;
  throw new InvariantBroken(`${decision.reason}: ${decision.detail}`);
};

const standingOf = (before: string | undefined, now: string): SettlementDryRun['standing'] => {
  if (before === undefined) return 'none';
  return before === now ? 'current' : 'stale';
};

/** Reversals and bookings of one code are one change of it. */
const accountChanges = (entries: readonly LedgerEntry[], { ledger }: Billing): AccountChange[] => {
  const accounts = new Map<string, LedgerEntry[]>();
  for (const entry of entries) {
    const own = accounts.get(entry.account);
    if (own) own.push(entry);
    else accounts.set(entry.account, [entry]);
  }
  return inOrder(accounts).map(([account, own]) =>
    accountChange(account, own, ledger.get(account) ?? PersistentMap()),
  );
};

const accountChange = (
  account: string,
  entries: readonly LedgerEntry[],
  stood: PersistentMap<string, Sum>,
): AccountChange => {
  const codes = [...new Set(entries.map(({ code }) => code))].map((code) =>
    codeChange(
      code,
      entries.filter((entry) => entry.code === code),
      stood.get(code),
    ),
  );
  const difference = codes.reduce(
    (sum, { beforeNanos, afterNanos }) => sum + BigInt(afterNanos) - BigInt(beforeNanos),
    0n,
  );
  const before = stood.reduce((sum, { amountNanos }) => sum + amountNanos, 0n);
  return {
    ...{ account, beforeNanos: String(before), afterNanos: String(before + difference) },
    ...{ differenceNanos: String(difference), codes },
  };
};

const NOTHING: Sum = { energyWh: 0, amountNanos: 0n };

const codeChange = (code: string, entries: readonly LedgerEntry[], stood: Sum = NOTHING) => {
  const movedWh = entries.reduce((sum, { energyWh }) => sum + energyWh, 0);
  const moved = entries.reduce((sum, { amountNanos }) => sum + BigInt(amountNanos), 0n);
  return {
    ...{ code, beforeWh: stood.energyWh, afterWh: stood.energyWh + movedWh },
    beforeNanos: String(stood.amountNanos),
    afterNanos: String(stood.amountNanos + moved),
  };
};

const billChange = (bill: Bill, { bills }: Billing): BillChange => {
  const { account, totalMinor, readings } = bill;
  const before = bills.get(account);
  return {
    ...{ account, replaces: before?.number ?? null },
    ...{ beforeMinor: before?.totalMinor ?? null, afterMinor: totalMinor },
    differenceMinor: totalMinor - (before?.totalMinor ?? 0),
    lines: lineChanges(before, bill),
    ...{ readingsBefore: before?.readings ?? null, readingsAfter: readings },
  };
};

/** Every line of either bill. */
const lineChanges = (before: Bill | undefined, after: Bill): BillChange['lines'] => {
  const [old, now] = [amountsOf(before), amountsOf(after)];
  return inOrder(new Map([...old, ...now])).map(([code]) => ({
    ...{ code, beforeMinor: old.get(code) ?? 0, afterMinor: now.get(code) ?? 0 },
  }));
};

const amountsOf = (bill: Bill | undefined): ReadonlyMap<string, number> =>
  new Map(bill?.lines.map(({ code, amountMinor }) => [code, amountMinor]));
