import { CHANNELS, type Channel } from '@trueque/contracts';
import { DST_POLICIES, type DstPolicy, importFormats, type ImportOptions } from '@trueque/imports';
import { Option } from 'commander';
import { CommandFailure, EXIT } from '../exit.js';

/** What a person may say on the command line, as commander gives it. */
export interface ImportArguments {
  readonly format: string;
  readonly market?: string;
  readonly dryRun?: boolean;
  readonly rejects?: string;
  readonly partial?: boolean;
  readonly anyMeter?: boolean;
  readonly publicIds?: boolean;
  readonly json?: boolean;
  readonly timezone?: string;
  readonly dst?: DstPolicy;
  readonly column: readonly string[];
  readonly set: readonly string[];
  readonly delimiter?: string;
  readonly locale?: string;
  readonly encoding?: string;
  readonly meterPoint?: string;
  readonly channel?: Channel;
  readonly plausibleKw?: string;
}

export const CASE_FORMAT = 'trueque-case';

const collected = (value: string, before: readonly string[]): readonly string[] => [
  ...before,
  value,
];

export const importArguments = (): readonly Option[] => [
  new Option('--format <name>', 'what the files are')
    .choices([...importFormats.map(({ name }) => name), CASE_FORMAT])
    .makeOptionMandatory(),
  new Option('--market <id>', 'market whose history this is'),
  new Option('--dry-run', 'read and report, keep nothing; needs no database'),
  new Option('--rejects <file>', 'write rows that were kept out as CSV: line,column,code,message'),
  new Option('--partial', 'keep what is sound although rows were kept out'),
  new Option('--any-meter', 'take meter points that are no peers of the market'),
  new Option('--public-ids', 'ids of a published set, which tell of nobody: keep them as they are'),
  new Option('--json', 'print the report as one JSON document'),
  new Option('--timezone <zone>', 'IANA time zone of local times, for csv'),
  new Option('--dst <policy>', 'local times that exist twice or not at all').choices(DST_POLICIES),
  new Option('--column <ours=theirs>', 'name of a column, for csv; may be repeated')
    .argParser(collected)
    .default([], 'ours'),
  new Option('--set <ours=value>', 'value of a column that is not there, for csv; may be repeated')
    .argParser(collected)
    .default([], 'none'),
  new Option('--delimiter <character>', 'between columns, for csv').default(undefined, ','),
  new Option('--locale <name>', 'es reads 1,5 as one and a half, for csv').choices(['en', 'es']),
  new Option('--encoding <name>', 'of the text, where it is not UTF-8 or UTF-16 with its mark'),
  new Option('--meter-point <id>', 'meter point of a file that does not say'),
  new Option('--channel <word>', 'channel of a csv file that does not say').choices(CHANNELS),
  new Option('--plausible-kw <kw>', 'mean power above which a reading is worth a look'),
];

export const optionsOf = (given: ImportArguments): ImportOptions & { plausibleKw?: number } => ({
  timeZone: given.timezone,
  dst: given.dst,
  columns: pairs('--column', given.column),
  constants: pairs('--set', given.set),
  delimiter: given.delimiter,
  decimal: given.locale === 'es' ? ',' : '.',
  meterPointId: given.meterPoint,
  channel: given.channel,
  ...(given.plausibleKw === undefined ? {} : { plausibleKw: Number(given.plausibleKw) }),
});

const pairs = (option: string, texts: readonly string[]): Readonly<Record<string, string>> =>
  Object.fromEntries(
    texts.map((text) => {
      const cut = text.indexOf('=');
      if (cut < 1) throw new CommandFailure(EXIT.usage, `${option} ${text}: expected OURS=VALUE`);
      return [text.slice(0, cut), text.slice(cut + 1)];
    }),
  );
