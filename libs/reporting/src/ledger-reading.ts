import type { Reading } from '@trueque/metrics';
import type { DataSource } from 'typeorm';

const EVERY_MS = 60_000;

/** What all postings of a market come to: anything but zero is an alarm. */
export const ledgerReading = (dataSource: DataSource): Reading => ({
  name: 'trueque_ledger_sum_nanos',
  help: 'Sum of all postings by market, in 10^-9 of its currency; always 0.',
  labels: ['market'],
  atMostEveryMs: EVERY_MS,
  read: async () => {
    const rows = await dataSource.query<{ market: string; sum: string }[]>(
      'SELECT market_id AS market, sum(amount_nanos) AS sum FROM reporting.postings GROUP BY market_id',
    );
    return rows.map(({ market, sum }) => ({ labels: { market }, value: Number(sum) }));
  },
});
