import type { ImportFormat } from '../import-format.port.js';
import { parquetRows } from '../input/parquet-rows.js';
import { plainCsv, PlainRows } from './plain-csv.js';
import { Findings } from '../findings.js';

/** The columns of `csv` in a Parquet file, with the same mapping for others. */
export const parquet: ImportFormat = {
  name: 'parquet',
  meterIds: 'official',
  declares: {
    ...plainCsv.declares,
    timeBase: 'timestamps are UTC; texts as in csv, local times only with --timezone',
  },
  async *read(file, options) {
    let reader: PlainRows | undefined;
    for await (const { columns, rows } of parquetRows(file)) {
      reader ??= new PlainRows(columns, file, options);
      const findings = new Findings(file.path);
      findings.rows = rows.length;
      for (const row of rows) reader.read(row, findings);
      yield findings;
    }
  },
};
