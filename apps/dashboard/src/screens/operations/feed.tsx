import type { EventDetail, EventFeed, FeedEvent } from '@trueque/contracts';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useAddress } from '../../address/use-address';
import { urlOf, useAnswer } from '../../api/answers';
import { fetchJson } from '../../api/client';
import { DataTable } from '../../parts/data-table';
import { EventData } from '../../parts/event-data';
import { Answered, Failure, Skeleton } from '../../parts/states';
import type { Column } from '../../parts/table-columns';
import { useChosen } from '../../shell/market';
import { useFormat } from '../../shell/use-format';
import { useWords } from '../../words/language';
import { FeedFilters } from './feed-filters';
import { operationsWords } from './words';

const PAGE_EVENTS = 100;

/** The log as it grows, narrowed to what is looked for. */
export const Feed = () => {
  const words = useWords(operationsWords);
  const { whole } = useFormat();
  const pages = useFeed();
  const searched = pages.data?.pages.reduce((sum, page) => sum + page.searched, 0) ?? 0;
  return (
    <section className="card" id="feed" aria-labelledby="feed-title">
      <header className="card-head">
        <div>
          <h2 id="feed-title">{words.feed}</h2>
          <p className="note">{words.feedNote(whole(searched))}</p>
        </div>
      </header>
      <FeedFilters />
      {pages.data === undefined ? (
        pages.isError ? (
          <Failure error={pages.error} />
        ) : (
          <Skeleton height={320} />
        )
      ) : (
        <FeedTable events={pages.data.pages.flatMap(({ items }) => items)} />
      )}
      {pages.hasNextPage ? (
        <button
          type="button"
          id="further"
          disabled={pages.isFetching}
          onClick={() => void pages.fetchNextPage()}
        >
          {words.further}
        </button>
      ) : null}
    </section>
  );
};

const useFeed = () => {
  const { path } = useChosen();
  const [{ type, auction, who }] = useAddress();
  const url = urlOf(`${path}/events`, { type, auction, peer: who, limit: PAGE_EVENTS });
  return useInfiniteQuery({
    queryKey: ['answer', 'pages', url],
    queryFn: ({ pageParam, signal }) =>
      fetchJson<EventFeed>(
        pageParam === '' ? url : `${url}&cursor=${encodeURIComponent(pageParam)}`,
        { signal },
      ),
    initialPageParam: '',
    getNextPageParam: ({ nextCursor }) => nextCursor,
  });
};

const FeedTable = ({ events }: { readonly events: readonly FeedEvent[] }) => {
  const words = useWords(operationsWords);
  const { dateTime } = useFormat();
  const [opened, open] = useState<FeedEvent>();
  const columns: readonly Column<FeedEvent>[] = [
    { head: words.position, text: ({ position }) => String(position) },
    { head: words.type, text: ({ type }) => type },
    { head: words.auction, text: ({ auctionId }) => auctionId ?? '–' },
    { head: words.peer, text: ({ peerId }) => peerId ?? '–' },
    { head: words.actor, text: ({ actor }) => actor },
    { head: words.recorded, text: ({ recordedAt }) => dateTime(recordedAt) },
    { head: words.stream, text: ({ stream }) => stream },
  ];
  return (
    <>
      <DataTable
        caption={words.feed}
        columns={columns}
        rows={events}
        keyOf={({ id }) => id}
        onSelect={open}
        selected={opened?.id}
      />
      {opened === undefined ? null : <Opened position={opened.position} />}
    </>
  );
};

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
