import { parse } from 'csv-parse/sync';
import fc from 'fast-check';
import { fileName } from './download';
import { type Column, csvOf } from './table-columns';

interface Row {
  readonly name: string;
  readonly energy: number | null;
}

const columns: readonly Column<Row>[] = [
  { head: 'Name', text: ({ name }) => name },
  {
    head: 'Energy, kWh',
    numeric: true,
    text: ({ energy }) => (energy === null ? '–' : energy.toFixed(1)),
    raw: ({ energy }) => energy,
  },
];

describe('a file of a table', () => {
  it('has plain numbers, and nothing where there is none', () =>
    expect(
      csvOf(columns, [
        { name: 'almond-1', energy: 1234.56 },
        { name: 'birch-1', energy: null },
      ]),
    ).toBe('Name,"Energy, kWh"\r\nalmond-1,1234.56\r\nbirch-1,\r\n'));

  it('quotes what has a comma, a quote or a line of its own', () =>
    expect(csvOf(columns.slice(0, 1), [{ name: 'a "b",\nc', energy: 0 }])).toBe(
      'Name\r\n"a ""b"",\nc"\r\n',
    ));

  it.each(['=1+1', '+SUM(A1)', '-x', '@x', '\tx'])('keeps a spreadsheet from running %j', (name) =>
    expect(csvOf(columns.slice(0, 1), [{ name, energy: 0 }])).toContain(`'${name}`),
  );

  it('leaves a negative number a number', () =>
    expect(csvOf(columns, [{ name: '-12.5', energy: -3 }])).toContain('\r\n-12.5,-3\r\n'));

  it('is read back as it was, whatever the names', () => {
    const names = fc.string().filter((name) => !/^[=+\-@\t\r]/.test(name));
    fc.assert(
      fc.property(fc.array(names, { minLength: 1 }), (written) => {
        const rows = written.map((name) => ({ name, energy: 1 }));
        const read = parse(csvOf(columns, rows), { from_line: 2 }) as string[][];
        expect(read.map(([name]) => name)).toEqual(written);
      }),
    );
  });

  it('has a name that every system takes', () =>
    expect(fileName(['trueque', 'Run m/2016-08-08/2', 'El día: ¿qué?'], 'csv')).toBe(
      'trueque-run-m-2016-08-08-2-el-dia-que.csv',
    ));
});
