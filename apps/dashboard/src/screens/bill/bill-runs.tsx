import type { PeerBill } from '@trueque/contracts';
import { DataTable } from '../../parts/data-table';
import type { Column } from '../../parts/table-columns';
import { useFormat } from '../../shell/use-format';
import { useWords } from '../../words/language';
import { revised, type RevisedRun } from './revised';
import { billWords } from './words';

/** Run by run what this peer was told, and what a revision changed. */
export const BillRuns = ({ bill }: { readonly bill: PeerBill }) => {
  const words = useWords(billWords);
  const { money, dateTime } = useFormat();
  const columns: readonly Column<RevisedRun>[] = [
    { head: words.auction, text: ({ auctionId }) => auctionId },
    { head: words.run, text: ({ runId }) => runId },
    {
      head: words.kind,
      text: ({ kind }) => words.runKinds[kind as keyof typeof words.runKinds] ?? kind,
    },
    { head: words.completed, text: ({ completedAt }) => dateTime(completedAt) },
    { head: words.total, numeric: true, text: ({ totalNanos }) => money(totalNanos) },
    {
      head: words.change,
      numeric: true,
      text: ({ changeNanos }) => (changeNanos === null ? '–' : money(changeNanos)),
    },
  ];
  return (
    <section className="card" id="bill-runs" aria-labelledby="bill-runs-title">
      <header className="card-head">
        <div>
          <h2 id="bill-runs-title">{words.runs}</h2>
          <p className="note">{words.runsNote}</p>
        </div>
      </header>
      <DataTable
        caption={words.runs}
        columns={columns}
        rows={revised(bill.runs)}
        keyOf={({ runId }) => runId}
      />
    </section>
  );
};
