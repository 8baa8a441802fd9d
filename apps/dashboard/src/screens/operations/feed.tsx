import type { EventDetail, EventFeed, FeedEvent } from '@trueque/contracts';
import { useState } from 'react';
import { useAddress } from '../../address/use-address';
import { useAnswer } from '../../api/answers';
import { usePages } from '../../api/pages';
import { EventData } from '../../parts/event-data';
import { Answered, Failure, Skeleton } from '../../parts/states';
import { TableCard } from '../../parts/table-card';
import { type Column, times } from '../../parts/table-columns';
import { useChosen } from '../../shell/market';
import { type Format, useFormat } from '../../shell/use-format';
import { eventName } from '../../words/event-names';
import { useWords } from '../../words/language';
import { FeedFilters } from './feed-filters';
import { operationsWords } from './words';

const PAGE_EVENTS = 100;

/** The log as it grows, narrowed to what is looked for. */
export const Feed = () => {
  const words = useWords(operationsWords);
  const format = useFormat();
  const pages = useFeed();
  const [opened, open] = useState<FeedEvent>();
  if (pages.data === undefined)
    return pages.isError ? <Failure error={pages.error} /> : <Skeleton height={480} />;
  const searched = pages.data.pages.reduce((sum, page) => sum + page.searched, 0);
  return (
    <TableCard
      id="feed"
      title={words.feed}
      note={words.feedNote(format.whole(searched))}
      filters={<FeedFilters />}
      columns={feedColumns(words, format)}
      rows={pages.data.pages.flatMap(({ items }) => items)}
      keyOf={({ id }) => id}
      onSelect={open}
      selected={opened?.id}
    >
      {opened === undefined ? null : <Opened position={opened.position} />}
      {pages.hasNextPage ? (
        <button type="button" id="further" disabled={pages.isFetching} onClick={pages.onEnd}>
          {words.further}
        </button>
      ) : null}
    </TableCard>
  );
};

const useFeed = () => {
  const { path } = useChosen();
  const [{ type, auction, who }] = useAddress();
  return usePages<EventFeed>(`${path}/events`, { type, auction, peer: who, limit: PAGE_EVENTS });
};

const feedColumns = (
  words: (typeof operationsWords)['en'],
  { dateTime, language }: Format,
): readonly Column<FeedEvent>[] => [
  { head: words.position, text: ({ position }) => String(position), raw: (it) => it.position },
  { head: words.type, text: ({ type }) => eventName(type, language), raw: ({ type }) => type },
  { head: words.auction, text: ({ auctionId }) => auctionId ?? '–', raw: (it) => it.auctionId },
  { head: words.peer, text: ({ peerId }) => peerId ?? '–', raw: ({ peerId }) => peerId },
  { head: words.actor, text: ({ actor }) => actor },
  times(words.recorded, ({ recordedAt }) => recordedAt, dateTime),
  { head: words.stream, text: ({ stream }) => stream },
];

const Opened = ({ position }: { readonly position: number }) => {
  const { path } = useChosen();
  const event = useAnswer<EventDetail>(`${path}/events/${position}`, {}, { keep: false });
  return (
    <div id="opened-event">
      <Answered answer={event} height={160}>
        {(detail) => <EventData event={detail} />}
      </Answered>
    </div>
  );
};
