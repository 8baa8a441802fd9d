/** A column of a table: how it is told to people, and to programs. */
export interface Column<Row> {
  readonly head: string;
  /** Right-aligned, figures of equal width. */
  readonly numeric?: boolean;
  /** What is read by people. */
  readonly text: (row: Row) => string;
  /** What a file has: a plain number or a word, whatever the language. */
  readonly raw?: (row: Row) => string | number | null;
}

/** CSV with a head line. Formulas are escaped, since spreadsheets run them. */
export const csvOf = <Row>(columns: readonly Column<Row>[], rows: readonly Row[]): string => {
  const lines = [
    columns.map(({ head }) => head),
    ...rows.map((row) => columns.map(({ raw, text }) => raw?.(row) ?? (raw ? '' : text(row)))),
  ];
  return lines.map((cells) => `${cells.map(cellOf).join(',')}\r\n`).join('');
};

const FORMULA = /^[=+\-@\t\r]/;

const cellOf = (cell: string | number): string => {
  if (typeof cell === 'number') return String(cell);
  const safe = FORMULA.test(cell) && Number.isNaN(Number(cell)) ? `'${cell}` : cell;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
};
