import type { AuctionRow } from '../../api/rows';
import { DataTable } from '../../parts/data-table';
import { Icon } from '../../parts/icons';
import { useFormat } from '../../shell/use-format';
import { useWords } from '../../words/language';
import { clearingWords } from './words';

/** Why there is no result: the load that cannot be met, and what stands in its way. */
export const FailedAuction = ({ auction }: { readonly auction: AuctionRow }) => {
  const words = useWords(clearingWords);
  const { dateTime } = useFormat();
  const columns = [
    { head: words.community, text: ({ community }: Reason) => community },
    { head: words.when, text: ({ period }: Reason) => (period === '' ? '' : dateTime(period)) },
    { head: words.why, text: ({ message }: Reason) => message },
  ];
  const reasons = auction.explanation ?? [];
  return (
    <section className="card" aria-labelledby="failed-title">
      <header className="card-head">
        <div>
          <h2 id="failed-title" className="with-icon">
            <Icon name="warning" /> {words.failed}
          </h2>
          <p className="note">{auction.failureDetail}</p>
        </div>
      </header>
      {reasons.length === 0 ? null : (
        <DataTable
          caption={words.failedNote}
          columns={columns}
          rows={reasons}
          keyOf={({ community, period }) => `${community} ${period}`}
        />
      )}
    </section>
  );
};

type Reason = NonNullable<AuctionRow['explanation']>[number];
