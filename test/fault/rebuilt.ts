import { ConsumerRunner } from '@trueque/messaging';
import { createService } from '@trueque/service';
import { DataSource } from 'typeorm';
import { reportingService } from '../../apps/reporting/src/reporting-service.js';
import { readModelRows } from '../replay/read-model-rows.js';

/** Tables of the read side that a rebuild from position 0 makes differently; none, if all is well. */
export const differentWhenRebuilt = async (databaseUrl: string): Promise<readonly string[]> => {
  const app = await createService(reportingService, { databaseUrl });
  await app.init();
  try {
    const runner = app.get(ConsumerRunner);
    const dataSource = app.get(DataSource);
    await runner.idle();
    const before = await reportingRows(dataSource);
    for (const name of runner.projections()) await runner.rebuild(name);
    const after = await reportingRows(dataSource);
    return [...before.keys()].filter(
      (table) => before.get(table)?.join('\n') !== after.get(table)?.join('\n'),
    );
  } finally {
    await app.close();
  }
};

const reportingRows = async (dataSource: DataSource) =>
  new Map(
    [...(await readModelRows(dataSource))].filter(([table]) => table.startsWith('reporting.')),
  );
