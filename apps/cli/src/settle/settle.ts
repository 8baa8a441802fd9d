import {
  type BillingEvent,
  REASON_CODES,
  type ReasonCode,
  RUN_KINDS,
  type RunKind,
  rulePackSchema,
} from '@trueque/contracts';
import type { EventStore, TransactOptions } from '@trueque/event-store';
import {
  adoptRulePack,
  BillingRuns,
  type RunOrder,
  SettlementPool,
  takeHistory,
} from '@trueque/settlement';
import { Command, Option } from 'commander';
import { CommandFailure, EXIT } from '../exit.js';
import { unlessHeld } from '../operate/unless-held.js';
import { saidNow, whoOperates } from '../operate/who.js';
import { marketHeads } from '../store/markets.js';
import { withStore } from '../store/with-store.js';
import { readInput } from '../terminal/files.js';
import { printDocument, printText } from '../terminal/print.js';
import { textTable } from '../terminal/text-table.js';
import { dryRunText } from './dry-run-text.js';
import { requireDays } from './known-days.js';

interface SettleOptions {
  readonly market: string;
  readonly from: string;
  readonly to: string;
  readonly kind: RunKind;
  readonly asOf?: string;
  readonly rules?: string;
  readonly reasonCode?: ReasonCode;
  readonly reason?: string;
  readonly dispute?: string;
  readonly dryRun?: true;
  readonly json?: true;
}

type Run = Extract<BillingEvent, { readonly type: 'WindowSettled' }>['data'];
type Bill = Extract<BillingEvent, { readonly type: 'BillIssued' }>['data'];

/** `trueque settle`: one settlement run over local days `[from, to)`. */
export const settleCommand = (): Command =>
  new Command('settle')
    .description('settle a window of delivery: postings that sum to zero, and numbered bills')
    .requiredOption('--market <id>', 'the market')
    .requiredOption('--from <date>', 'first local day, such as 2026-01-31')
    .requiredOption('--to <date>', 'the day after the last')
    .addOption(
      new Option('--kind <kind>', 'what the run is').choices(RUN_KINDS).default('preliminary'),
    )
    .option('--as-of <instant>', 'what was known then, and nothing later')
    .option('--rules <file>', 'a rule pack to adopt first, as JSON')
    .addOption(new Option('--reason-code <code>', 'why it is run again').choices(REASON_CODES))
    .option('--reason <text>', 'why, in words')
    .option('--dispute <id>', 'the upheld dispute that it answers')
    .option('--dry-run', 'show what another run would change, and keep nothing')
    .option('--json', 'print one JSON document')
    .addHelpText('after', EXAMPLE)
    .action(settle);

const EXAMPLE = `
Example:
  trueque settle --market sierra-crest --from 2016-08-08 --to 2016-08-15 --kind final
  trueque settle --market sierra-crest --from 2016-08-08 --to 2016-08-15 --dry-run

Exits with 1 when the run is refused.`;

const settle = (options: SettleOptions): Promise<void> =>
  withStore(async (store, dataSource) => {
    requireDays(options);
    await marketHeads(store, options.market);
    const actor = await whoOperates({ store, dataSource, market: options.market });
    const said = saidNow(options.market, actor);
    const pool = new SettlementPool();
    try {
      await (options.dryRun
        ? showDryRun(await prepared(store.trial(CLOCK), options, said), pool, options)
        : showRun(await prepared(store, options, said), pool, options));
    } finally {
      await pool.onApplicationShutdown();
    }
  });

const CLOCK = { nowMs: () => Date.now() };

/** The store with the rules that the run shall go by, and the readings that were imported. */
const prepared = async (
  store: EventStore,
  options: SettleOptions,
  said: TransactOptions,
): Promise<Prepared> => {
  if (options.rules !== undefined) await adopt(store, options, said);
  await takeHistory(store, options.market);
  return { store, said: saidNow(options.market, said.actor) };
};

interface Prepared {
  readonly store: EventStore;
  /** For the run itself. */
  readonly said: TransactOptions;
}

const showRun = async (
  { store, said }: Prepared,
  pool: SettlementPool,
  options: SettleOptions,
): Promise<void> => {
  const { run, bills } = await settled(new BillingRuns(store, pool), options, said);
  if (options.json) printDocument({ run: run ?? null, bills });
  else printText(run ? runText(run, bills) : 'Nothing changed since the last run.');
};

const showDryRun = async (
  { store, said }: Prepared,
  pool: SettlementPool,
  options: SettleOptions,
): Promise<void> => {
  const would = await new BillingRuns(store, pool).wholeDryRun(orderOf(options), said.occurredAt);
  if (would === undefined) throw marketUnknown(options);
  if (options.json) printDocument(would);
  else printText(dryRunText(would));
};

const marketUnknown = ({ market }: SettleOptions): CommandFailure =>
  new CommandFailure(EXIT.usage, `${market} was never opened as a market`);

const settled = async (runs: BillingRuns, options: SettleOptions, said: TransactOptions) => {
  const outcome = await runs.settle(orderOf(options), said);
  if (outcome === undefined) throw marketUnknown(options);
  const { events } = unlessHeld(outcome);
  return {
    run: events.flatMap(({ type, data }): Run[] =>
      type === 'WindowSettled' && 'entries' in data ? [data] : [],
    )[0],
    bills: events.flatMap(({ type, data }): Bill[] =>
      type === 'BillIssued' && 'lines' in data ? [data] : [],
    ),
  };
};

const orderOf = (options: SettleOptions): RunOrder => ({
  ...{ marketId: options.market, from: options.from, to: options.to, kind: options.kind },
  ...{ asOf: options.asOf, reasonCode: options.reasonCode },
  ...{ reason: options.reason, disputeId: options.dispute },
});

const adopt = async (
  store: EventStore,
  { reason, reasonCode, rules: path = '' }: SettleOptions,
  said: TransactOptions,
): Promise<void> => {
  const pack = rulePackSchema.safeParse(jsonOf(await readInput(path)));
  if (!pack.success) {
    const problems = pack.error.issues.map(({ path, message }) => `/${path.join('/')}: ${message}`);
    throw new CommandFailure(EXIT.usage, [`${path} is no rule pack:`, ...problems].join('\n  '));
  }
  unlessHeld(await adoptRulePack(store, pack.data, said, { reason, reasonCode }));
};

const jsonOf = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
};

const NO_BILL = 'No bill: nothing changed for anybody since the last run, or nobody had energy.';

const runText = (run: Run, bills: readonly Bill[]): string => {
  const digits = run.minorDigits;
  const table = textTable(
    [
      { title: 'number', cell: ({ number }) => (number === null ? '–' : String(number)) },
      { title: 'account', cell: ({ account }) => account },
      { title: run.currency, cell: ({ totalMinor }) => totalMinor / 10 ** digits, digits },
      { title: 'grid alone', cell: ({ aloneMinor }) => aloneMinor / 10 ** digits, digits },
      {
        title: 'difference',
        cell: ({ differenceMinor = 0 }) => differenceMinor / 10 ** digits,
        digits,
      },
      { title: 'not measured', cell: ({ readings }) => readings.estimated + readings.missing },
    ],
    bills,
  );
  const head = `${run.kind} run ${run.runId}, result ${run.resultHash.slice(0, 12)}`;
  return `${head}\n\n${bills.length > 0 ? table : NO_BILL}`;
};
