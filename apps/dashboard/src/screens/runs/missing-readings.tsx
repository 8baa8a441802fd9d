import type { MissingReading } from '@trueque/contracts';
import { type Page, everyRow, usePages } from '../../api/pages';
import { Failure, Skeleton } from '../../parts/states';
import { AllWell, TableCard } from '../../parts/table-card';
import { figures } from '../../parts/table-columns';
import { useChosen } from '../../shell/market';
import { useFormat } from '../../shell/use-format';
import { useWords } from '../../words/language';
import { runsWords } from './words';

const PAGE_ROWS = 200;

/** Whose meter was silent, and when; fetched as far as it is looked at. */
export const MissingReadings = () => {
  const words = useWords(runsWords);
  const { whole } = useFormat();
  const { path, scope } = useChosen();
  const list = `${path}/missing-readings`;
  const pages = usePages<Page<MissingReading>>(list, { ...scope, limit: PAGE_ROWS });
  if (pages.data === undefined)
    return pages.isError ? <Failure error={pages.error} /> : <Skeleton height={180} />;
  return (
    <TableCard<MissingReading>
      id="missing"
      title={words.missingTitle}
      note={words.missingNote}
      columns={[
        { head: words.auction, text: ({ auctionId }) => auctionId },
        { head: words.peer, text: ({ peerId }) => peerId },
        { head: words.community, text: ({ communityId }) => communityId },
        figures(words.missing, ({ missing }) => missing, whole),
        figures(words.estimated, ({ estimated }) => estimated, whole),
      ]}
      rows={pages.data.pages.flatMap(({ items }) => items)}
      keyOf={({ auctionId, peerId }) => `${auctionId} ${peerId}`}
      onEnd={pages.onEnd}
      empty={<AllWell text={words.noneMissing} />}
      allRows={() => everyRow<MissingReading>(list, scope)}
    />
  );
};
