import type { AuctionRow } from '../../api/rows';
import { TableCard } from '../../parts/table-card';
import { times } from '../../parts/table-columns';
import { useFormat } from '../../shell/use-format';
import { useWords } from '../../words/language';
import { clearingWords } from './words';

/** Why there is no result: the load that cannot be met, and what stands in its way. */
export const FailedAuction = ({ auction }: { readonly auction: AuctionRow }) => {
  const words = useWords(clearingWords);
  const { dateTime } = useFormat();
  return (
    <TableCard<Reason>
      id="failed"
      title={words.failed}
      note={auction.failureDetail ?? undefined}
      columns={[
        { head: words.community, text: ({ community }) => community },
        times(words.when, ({ period }) => (period === '' ? null : period), dateTime),
        { head: words.why, text: ({ message }) => message },
      ]}
      rows={auction.explanation ?? []}
      keyOf={({ community, period }) => `${community} ${period}`}
      empty={null}
    />
  );
};

type Reason = NonNullable<AuctionRow['explanation']>[number];
