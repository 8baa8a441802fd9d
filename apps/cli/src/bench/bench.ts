import { Argument, Command } from 'commander';
import { CommandFailure, EXIT } from '../exit.js';
import { note, printDocument, printText } from '../terminal/print.js';
import { plainNumber, type TextColumn, textTable } from '../terminal/text-table.js';
import type { Bench, BenchRow } from './bench-row.js';
import { BENCHES } from './benches.js';
import { type Machine, thisMachine } from './machine.js';

/** `trueque bench NAME`: the same seeded work every time, beside a floor of the same run. */
export const benchCommand = (): Command =>
  new Command('bench')
    .description('measure, beside a floor that is measured in the same run')
    .addArgument(
      new Argument(
        '<name>',
        BENCHES.map(({ description, name }) => `${name}: ${description}`).join('; '),
      ).choices(BENCHES.map(({ name }) => name)),
    )
    .option('--json', 'print one JSON document')
    .option('--only <text>', 'only parts with this in their name, such as "10,000 peers"')
    .option('--without <text>', 'all parts but those with this in their name')
    .addHelpText('after', EXAMPLE)
    .action(bench);

const EXAMPLE = `
Example:
  trueque bench clearing --json > clearing.json
  trueque bench clearing --only '10,000 peers'

Exits with 1 when a row misses its target; all rows are printed all the same.`;

interface BenchOptions extends Choice {
  readonly json?: true;
}

const bench = async (name: string, { json, ...choice }: BenchOptions): Promise<void> => {
  const wanted = BENCHES.find((each) => each.name === name);
  if (wanted === undefined) throw new CommandFailure(EXIT.usage, `there is no benchmark ${name}`);
  const machine = thisMachine();
  const rows = await wanted.run(note, partsOf(wanted, choice));
  if (json) printDocument({ bench: name, machine, rows });
  else printText(benchText(machine, rows));
  if (rows.some(({ holds }) => holds === false)) process.exitCode = EXIT.answerIsNo;
};

/** Parts by what is in their names; all where nothing is said. */
export interface Choice {
  readonly only?: string;
  readonly without?: string;
}

/** Which parts are measured; refused where that is none of those there are. */
export const partsOf = (
  { name, parts = [] }: Pick<Bench, 'name' | 'parts'>,
  { only, without }: Choice,
): ((part: string) => boolean) => {
  const isWanted = (part: string) =>
    (only === undefined || part.includes(only)) &&
    (without === undefined || !part.includes(without));
  const isChosen = only !== undefined || without !== undefined;
  if (!isChosen || parts.some(isWanted)) return isWanted;
  const known = parts.length === 0 ? 'it is one' : `there are: ${parts.join('; ')}`;
  throw new CommandFailure(EXIT.usage, `no such part of the benchmark ${name}; ${known}`);
};

/** All rows as a table for a person; one that misses its target says so. */
export const benchText = (machine: Machine, rows: readonly BenchRow[]): string =>
  [
    `${machine.cpu}, ${machine.cores} cores, ${machine.memoryGb} GB, ${machine.platform}, Node ${machine.node}, load ${machine.load}`,
    textTable(COLUMNS, rows, rows.length),
  ].join('\n\n');

const COLUMNS: readonly TextColumn<BenchRow>[] = [
  { title: 'row', cell: ({ name }) => name },
  { title: 'value', cell: ({ value }) => value, digits: 4 },
  { title: 'unit', cell: ({ unit }) => unit },
  { title: 'floor', cell: ({ floor }) => orNothing(floor, 4) },
  { title: 'ratio', cell: ({ ratio }) => orNothing(ratio, 4) },
  { title: 'target', cell: ({ target }) => target ?? '' },
  { title: 'holds', cell: ({ holds }) => (holds === null ? '' : holds ? 'yes' : 'MISSED') },
];

const orNothing = (value: number | null, digits: number): string =>
  value === null ? '' : plainNumber(value, digits);
