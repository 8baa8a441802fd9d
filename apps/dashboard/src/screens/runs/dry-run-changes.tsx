import type { BillChange, ReadingChange, SettlementDryRun } from '@trueque/contracts';
import { useRest } from '../../api/pages';
import { AllWell, TableCard } from '../../parts/table-card';
import { Tiles } from '../../parts/tiles';
import { useFormat } from '../../shell/use-format';
import { useWords } from '../../words/language';
import { billColumns, communityColumns, dryRunTiles, readingColumns } from './dry-run-columns';
import { runsWords } from './words';

interface ChangesProps {
  /** Where its lists go on. */
  readonly path: string;
  readonly dryRun: SettlementDryRun;
}

/** What another run would change: in all, by community, bill by bill and reading by reading. */
export const DryRunChanges = ({ path, dryRun }: ChangesProps) => {
  const telling = { words: useWords(runsWords), format: useFormat() };
  return (
    <>
      <Tiles tiles={dryRunTiles(dryRun, telling)} />
      <Communities dryRun={dryRun} />
      <Bills path={path} dryRun={dryRun} />
      <Readings path={path} dryRun={dryRun} />
    </>
  );
};

const Communities = ({ dryRun }: Pick<ChangesProps, 'dryRun'>) => {
  const [words, format] = [useWords(runsWords), useFormat()];
  const { communities, totals } = dryRun;
  if (communities.length === 0) return null;
  return (
    <TableCard
      id="community-changes"
      title={words.communityChanges}
      note={words.communityChangesNote(
        format.whole(communities.length),
        format.whole(totals.communities),
      )}
      columns={communityColumns(dryRun, { words, format })}
      rows={communities}
      keyOf={({ communityId }) => communityId ?? ''}
    />
  );
};

const Bills = ({ path, dryRun }: ChangesProps) => {
  const [words, format] = [useWords(runsWords), useFormat()];
  const { bills: items, nextCursors, totals } = dryRun;
  const rest = useRest<BillChange>(`${path}/bills`, { items, nextCursor: nextCursors.bills });
  return (
    <TableCard
      id="bill-changes"
      title={words.billChanges}
      note={words.billChangesNote}
      columns={billColumns(dryRun, { words, format })}
      {...rest}
      rows={totals.billsChanged === 0 ? [] : rest.rows}
      total={totals.bills}
      keyOf={({ account }) => account}
      empty={<AllWell text={words.noBillChanges} />}
    />
  );
};

const Readings = ({ path, dryRun }: ChangesProps) => {
  const [words, format] = [useWords(runsWords), useFormat()];
  const { readings: items, nextCursors, totals } = dryRun;
  const begun = { items, nextCursor: nextCursors.readings };
  const rest = useRest<ReadingChange>(`${path}/readings`, begun);
  return (
    <TableCard
      id="reading-changes"
      title={words.readingChanges}
      note={words.readingChangesNote}
      columns={readingColumns({ words, format })}
      {...rest}
      total={totals.readings}
      keyOf={(it) => `${it.peerId} ${it.date} ${it.auctionId ?? ''} ${it.direction}`}
      empty={<AllWell text={words.noReadingChanges} />}
    />
  );
};
