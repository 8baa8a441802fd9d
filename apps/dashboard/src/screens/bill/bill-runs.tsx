import type { PeerBill } from '@trueque/contracts';
import { TableCard } from '../../parts/table-card';
import { sums, times } from '../../parts/table-columns';
import { useFormat } from '../../shell/use-format';
import { useWords } from '../../words/language';
import { wordOf } from '../../words/words';
import { revised, type RevisedRun } from './revised';
import { billWords } from './words';

/** Run by run what this peer was told, and what a revision changed. */
export const BillRuns = ({ bill }: { readonly bill: PeerBill }) => {
  const words = useWords(billWords);
  const { money, dateTime, currency } = useFormat();
  return (
    <TableCard<RevisedRun>
      id="bill-runs"
      title={words.runs}
      note={words.runsNote}
      columns={[
        { head: words.auction, text: ({ auctionId }) => auctionId },
        { head: words.run, text: ({ runId }) => runId },
        {
          head: words.kind,
          text: ({ kind }) => wordOf(words.runKinds, kind),
          raw: (it) => it.kind,
        },
        times(words.completed, ({ completedAt }) => completedAt, dateTime),
        sums(`${words.total}, ${currency}`, ({ totalNanos }) => totalNanos, money),
        sums(`${words.change}, ${currency}`, ({ changeNanos }) => changeNanos, money),
      ]}
      rows={revised(bill.runs)}
      keyOf={({ runId }) => runId}
    />
  );
};
