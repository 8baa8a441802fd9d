/** A column of a table in a terminal; numbers stand on the right. */
export interface TextColumn<Row> {
  readonly title: string;
  readonly cell: (row: Row) => string | number;
  readonly digits?: number;
}

const ROWS_MAX = 40;

/** Aligned columns under one line of titles; long tables end with how much more there is. */
export const textTable = <Row>(
  columns: readonly TextColumn<Row>[],
  rows: readonly Row[],
  rowsMax = ROWS_MAX,
): string => {
  const shown = rows.slice(0, rowsMax);
  const lines = [
    columns.map(({ title }) => title),
    ...shown.map((row) => columns.map((column) => cellText(column, row))),
  ];
  const isNumeric = columns.map(({ cell }) => shown.some((row) => typeof cell(row) === 'number'));
  const widths = columns.map((_, index) =>
    Math.max(...lines.map((line) => (line[index] ?? '').length)),
  );
  const padded = lines.map((line) =>
    line
      .map((text, index) =>
        isNumeric[index] ? text.padStart(widths[index] ?? 0) : text.padEnd(widths[index] ?? 0),
      )
      .join('  ')
      .trimEnd(),
  );
  const left = rows.length - shown.length;
  return [...padded, ...(left > 0 ? [`… and ${left} more`] : [])]
    .map((line) => `  ${line}`)
    .join('\n');
};

const cellText = <Row>({ cell, digits = 3 }: TextColumn<Row>, row: Row): string => {
  const value = cell(row);
  return typeof value === 'number' ? plainNumber(value, digits) : value;
};

/** No more digits than asked for, and no zeros at the end. */
export const plainNumber = (value: number, digitsMax: number): string =>
  value.toLocaleString('en-US', { maximumFractionDigits: digitsMax, useGrouping: 'min2' });
