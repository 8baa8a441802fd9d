import type { LinearProgram } from './linear-program.js';

/** Names for people; the format allows letters, digits and a few signs, never a leading digit or e. */
export interface ProgrammeNames {
  column(index: number): string;
  row(index: number): string;
}

/** Writes a programme in CPLEX LP format, the numbers with all their digits. */
export const lpText = (programme: LinearProgram, names: ProgrammeNames): string => {
  const column = (index: number) => `x${index}_${plain(names.column(index))}`;
  return [
    'Minimize',
    ` cost: ${terms(objectiveTerms(programme), column)}`,
    'Subject To',
    ...rowTerms(programme).map(
      (entries, row) =>
        ` r${row}_${plain(names.row(row))}: ${terms(entries, column)} = ${programme.rightHandSide[row]!}`,
    ),
    'Bounds',
    ...Array.from({ length: programme.columnsCount }, (_, index) =>
      bounds(programme, index, column),
    ),
    'End',
    '',
  ].join('\n');
};

type Term = readonly [column: number, value: number];

const plain = (name: string): string => name.replace(/[^A-Za-z0-9_.]/g, '_');

const objectiveTerms = ({ cost }: LinearProgram): Term[] =>
  Array.from(cost, (value, column): Term => [column, value]).filter(([, value]) => value !== 0);

const rowTerms = (programme: LinearProgram): Term[][] => {
  const byRow: Term[][] = Array.from({ length: programme.rowsCount }, () => []);
  for (let column = 0; column < programme.columnsCount; column++) {
    for (let entry = programme.starts[column]!; entry < programme.starts[column + 1]!; entry++) {
      byRow[programme.rows[entry]!]!.push([column, programme.values[entry]!]);
    }
  }
  return byRow;
};

// Lines of the format may not grow without end: a break after every eighth term.
const terms = (entries: readonly Term[], column: (index: number) => string): string =>
  entries.length === 0
    ? `0 ${column(0)}`
    : entries
        .map(([index, value], place) => {
          const sign = value < 0 ? '-' : '+';
          const lineBreak = place > 0 && place % 8 === 0 ? '\n  ' : '';
          return `${lineBreak}${sign} ${Math.abs(value)} ${column(index)}`;
        })
        .join(' ');

const bounds = (
  { lower, upper }: LinearProgram,
  index: number,
  column: (index: number) => string,
): string => {
  const high = upper[index]! === Infinity ? '+inf' : String(upper[index]!);
  return ` ${lower[index]!} <= ${column(index)} <= ${high}`;
};
