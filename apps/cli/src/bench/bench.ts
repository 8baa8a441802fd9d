import { Argument, Command } from 'commander';
import { CommandFailure, EXIT } from '../exit.js';
import { note, printDocument, printText } from '../terminal/print.js';
import { plainNumber, type TextColumn, textTable } from '../terminal/text-table.js';
import type { BenchRow } from './bench-row.js';
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
    .addHelpText('after', EXAMPLE)
    .action(bench);

const EXAMPLE = `
Example:
  trueque bench clearing --json > clearing.json

Exits with 1 when a row misses its target; all rows are printed all the same.`;

const bench = async (name: string, { json }: { readonly json?: true }): Promise<void> => {
  const wanted = BENCHES.find((each) => each.name === name);
  if (wanted === undefined) throw new CommandFailure(EXIT.usage, `there is no benchmark ${name}`);
  const machine = thisMachine();
  const rows = await wanted.run(note);
  if (json) printDocument({ bench: name, machine, rows });
  else printText(benchText(machine, rows));
  if (rows.some(({ holds }) => holds === false)) process.exitCode = EXIT.answerIsNo;
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
