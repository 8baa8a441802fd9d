import { Controller, Headers, type MessageEvent, Query, Sse } from '@nestjs/common';
import {
  ApiHeader,
  ApiOperation,
  ApiProduces,
  ApiPropertyOptional,
  ApiTags,
} from '@nestjs/swagger';
import type { RecordedEvent } from '@trueque/event-store';
import { problem } from '@trueque/http';
import { MarketTenants, StillKnown, Visible, type VisibleMarkets } from '@trueque/identity';
import { Transform } from 'class-transformer';
import { IsBoolean, IsOptional, IsString } from 'class-validator';
import {
  connect,
  endWith,
  exhaustMap,
  filter,
  ignoreElements,
  interval,
  map,
  merge,
  type Observable,
  takeUntil,
} from 'rxjs';
import { type Change, ChangeFeed } from './change-feed.js';
import type { Positions } from './readable-positions.js';

const ALIVE_MS = 15_000;

/** Keeps proxies from closing a stream on which nothing happens. */
const alive = interval(ALIVE_MS).pipe(map((): MessageEvent => ({ type: 'alive', data: '' })));

const KNOWN_STILL_MS = 1_000;

/** Emits once a key was revoked or a token has expired. */
const unknownBy = (isStillKnown: () => Promise<boolean>): Observable<boolean> =>
  interval(KNOWN_STILL_MS).pipe(
    exhaustMap(isStillKnown),
    filter((isKnown) => !isKnown),
  );

const isTrue = ({ value }: { readonly value: unknown }): unknown =>
  value === 'true' ? true : value === 'false' ? false : value;

export class EventsQuery {
  @ApiPropertyOptional({ description: 'Only events of this market.' })
  @IsOptional()
  @IsString()
  market?: string;

  @ApiPropertyOptional({
    description: 'As the Last-Event-ID header, for clients that cannot set it.',
  })
  @IsOptional()
  @IsString()
  after?: string;

  @ApiPropertyOptional({
    description: 'Of all that became readable at once only the last event of a market.',
  })
  @IsOptional()
  @Transform(isTrue)
  @IsBoolean()
  latest?: boolean;
}

/** What happens, as it becomes readable. */
@ApiTags('Live')
@Controller('events')
export class EventsController {
  constructor(
    private readonly feed: ChangeFeed,
    private readonly tenants: MarketTenants,
  ) {}

  /**
   * Each message is a `change` with where it happened; read the resource for what it came to. Its
   * id says how far the listener is, `harbour=42&valley=7`: the position in each market. The first
   * message is `alive` with the id to start from: whoever reads after it misses nothing. It ends when
   * the key is revoked or the token expires.
   */
  @Sse()
  @ApiOperation({ summary: 'Changes as server-sent events, from now on or after Last-Event-ID' })
  @ApiHeader({ name: 'Last-Event-ID', required: false, example: 'harbour=42' })
  @ApiProduces('text/event-stream')
  events(
    @Query() { market, after, latest = false }: EventsQuery,
    @Visible() visible: VisibleMarkets | undefined,
    @StillKnown() isStillKnown: () => Promise<boolean>,
    @Headers('last-event-id') lastEventId?: string,
  ): Observable<MessageEvent> {
    const hears = async (marketId: string): Promise<boolean> =>
      (market === undefined || market === marketId) && this.tenants.isVisible(marketId, visible);
    return this.feed.changes(positionsOf(lastEventId ?? after), hears, { latestOnly: latest }).pipe(
      map(messageOf),
      connect((messages) =>
        merge(messages, alive.pipe(takeUntil(messages.pipe(ignoreElements(), endWith(null))))),
      ),
      takeUntil(unknownBy(isStillKnown)),
    );
  }
}

const messageOf = ({ event, seen }: Change): MessageEvent =>
  event === undefined
    ? { type: 'alive', id: idOf(seen), data: '' }
    : { type: 'change', id: idOf(seen), data: dataOf(event) };

const dataOf = (event: RecordedEvent) => ({
  market: event.partition,
  position: event.position,
  type: event.type,
  stream: event.stream,
  ...auctionOf(event.data),
  occurredAt: event.occurredAt,
});

const idOf = (seen: Positions): string => {
  const id = new URLSearchParams();
  for (const [partition, position] of seen) id.set(partition, String(position));
  return id.toString();
};

const auctionOf = (data: unknown): { auction?: string } =>
  typeof data === 'object' &&
  data !== null &&
  'auctionId' in data &&
  typeof data.auctionId === 'string'
    ? { auction: data.auctionId }
    : {};

const positionsOf = (lastEventId: string | undefined): Positions | undefined => {
  if (lastEventId === undefined || lastEventId === '') return undefined;
  const positions = [...new URLSearchParams(lastEventId)].map(
    ([partition, position]) => [partition, Number(position)] as const,
  );
  if (positions.every(([, position]) => Number.isSafeInteger(position) && position >= 0))
    return new Map(positions);
  throw problem(
    400,
    'bad-last-event-id',
    `Last-Event-ID is the id of a message of this stream, such as harbour=42; it is ${lastEventId}. Leave it out to listen from now on.`,
  );
};
