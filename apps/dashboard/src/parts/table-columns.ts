import { moneyNumber } from '../format/numbers';

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

/** Figures: people read them as told, programs as they are; nothing is a dash. */
export const figures = <Row>(
  head: string,
  read: (row: Row) => number | null,
  tell: (value: number) => string,
): Column<Row> => {
  const text = (row: Row) => {
    const value = read(row);
    return value === null ? '–' : tell(value);
  };
  return { head, numeric: true, text, raw: read };
};

/** Money in 10⁻⁹ currency. */
export const sums = <Row>(
  head: string,
  read: (row: Row) => string | null,
  tell: (nanos: string) => string,
): Column<Row> => ({
  head,
  numeric: true,
  text: (row) => {
    const nanos = read(row);
    return nanos === null ? '–' : tell(nanos);
  },
  raw: (row) => {
    const nanos = read(row);
    return nanos === null ? null : moneyNumber(nanos);
  },
});

/** Instants: as the market's clock shows them, and as they are. */
export const times = <Row>(
  head: string,
  read: (row: Row) => string | null,
  tell: (instant: string) => string,
): Column<Row> => ({
  head,
  text: (row) => {
    const instant = read(row);
    return instant === null ? '–' : tell(instant);
  },
  raw: read,
});

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
