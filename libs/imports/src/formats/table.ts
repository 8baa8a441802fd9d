import { Findings } from '../findings.js';
import { type CsvRow, csvRows } from '../input/csv-rows.js';
import type { SourceFile } from '../input/source-file.js';

/** Reads one row of a table; finds what it finds. */
export type RowReader = (row: CsvRow, findings: Findings) => void;

/** A CSV file with a header: `readerOf` is given the header and reads every row after it. */
export async function* readTable(
  file: SourceFile,
  readerOf: (header: readonly string[]) => RowReader,
  delimiter?: string,
): AsyncGenerator<Findings> {
  let read: RowReader | undefined;
  for await (const rows of csvRows(file.text(), file.path, delimiter)) {
    const findings = new Findings(file.path);
    for (const row of rows) {
      if (read === undefined) read = readerOf(row.cells);
      else {
        findings.rows += 1;
        read(row, findings);
      }
    }
    yield findings;
  }
}
