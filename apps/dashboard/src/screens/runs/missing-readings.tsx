import type { MissingReading } from '@trueque/contracts';
import { useAnswer } from '../../api/answers';
import { DataTable } from '../../parts/data-table';
import { Icon } from '../../parts/icons';
import { Answered } from '../../parts/states';
import type { Column } from '../../parts/table-columns';
import { useChosen } from '../../shell/market';
import { useFormat } from '../../shell/use-format';
import { useWords } from '../../words/language';
import { runsWords } from './words';

/** Whose meter was silent, and when. */
export const MissingReadings = () => {
  const words = useWords(runsWords);
  const { path, scope } = useChosen();
  const missing = useAnswer<{ items: readonly MissingReading[] }>(
    `${path}/missing-readings`,
    scope,
  );
  return (
    <section className="card" id="missing" aria-labelledby="missing-title">
      <header className="card-head">
        <div>
          <h2 id="missing-title">{words.missingTitle}</h2>
          <p className="note">{words.missingNote}</p>
        </div>
      </header>
      <Answered answer={missing} height={120}>
        {({ items }) =>
          items.length === 0 ? (
            <p className="all-well">
              <Icon name="check" /> {words.noneMissing}
            </p>
          ) : (
            <ReadingTable readings={items} />
          )
        }
      </Answered>
    </section>
  );
};

const ReadingTable = ({ readings }: { readonly readings: readonly MissingReading[] }) => {
  const words = useWords(runsWords);
  const { whole } = useFormat();
  const columns: readonly Column<MissingReading>[] = [
    { head: words.auction, text: ({ auctionId }) => auctionId },
    { head: words.peer, text: ({ peerId }) => peerId },
    { head: words.community, text: ({ communityId }) => communityId },
    { head: words.missing, numeric: true, text: (it) => whole(it.missing) },
    { head: words.estimated, numeric: true, text: (it) => whole(it.estimated) },
  ];
  return (
    <DataTable
      caption={words.missingTitle}
      columns={columns}
      rows={readings}
      keyOf={({ auctionId, peerId }) => `${auctionId} ${peerId}`}
    />
  );
};
