import { type Client, Pool } from 'pg';
import { chain, GENESIS, leafOf } from '../hash-chain.js';
import { EventReader } from '../postgres/event-reader.js';

/** All that was recorded so far becomes a month older. */
const A_MONTH_OLDER = [
  `select es.make_months(now() - interval '2 months')`,
  `update es.event set recorded_at = recorded_at - interval '1 month'`,
  `update es.ledger set recorded_at = recorded_at - interval '1 month'`,
  `update es.stream set began = began - interval '1 month'`,
];

/**
 * Makes a log look as if a month had gone by since its last event, its chain included: as a
 * superuser may. The guards stay switched off.
 */
export const letAMonthGoBy = async (superuser: Client, url: string): Promise<void> => {
  for (const table of ['ledger', 'event', 'stream'])
    await superuser.query(`alter table es.${table} disable trigger user`);
  for (const statement of A_MONTH_OLDER) await superuser.query(statement);
  const { rows } = await superuser.query<{ partition: string; no: number }>(
    'select partition, partition_no as no from es.ledger where position > 0',
  );
  const log = new Pool({ connectionString: url, max: 2, options: '-c timezone=UTC' });
  for (const { no, partition } of rows) await chainAgain(superuser, log, partition, no);
  await log.end();
};

const chainAgain = async (superuser: Client, log: Pool, partition: string, no: number) => {
  let before = GENESIS;
  for await (const page of new EventReader(log).pages(partition, 0, { events: 500 }))
    for (const event of page) {
      before = chain(before, event, leafOf(event));
      await superuser.query(
        "update es.event set hash = decode($1, 'hex') where partition_no = $2 and position = $3",
        [before, no, event.position],
      );
    }
  await superuser.query("update es.ledger set hash = decode($1, 'hex') where partition_no = $2", [
    before,
    no,
  ]);
};
