import { billingEvents, type EventType, offersEvents, type RulePack } from '@trueque/contracts';
import type { EventStore, RecordedEvent } from '@trueque/event-store';
import type { Mtu } from '@trueque/kernel';

/** What was known of a market at a position of its log. */
export interface KnownMarket {
  readonly marketId: string;
  readonly currency: string;
  readonly timeZone: string;
  readonly mtu: Mtu;
  readonly communityIds: readonly string[];
  /** Ids of a community's peers but the grid, in order. */
  readonly membersOf: (communityId: string) => readonly string[];
  readonly peerIds: readonly string[];
  readonly packs: readonly RulePack[];
}

/** Undefined where no such market was opened by then. */
export const knownMarket = async (
  store: EventStore,
  marketId: string,
  position = Number.POSITIVE_INFINITY,
): Promise<KnownMarket | undefined> => {
  const members = new Map<string, string[]>();
  let opened: ReturnType<typeof offersEvents.MarketOpened.data.parse> | undefined;
  for await (const { type, data } of upTo(store, marketId, `market-${marketId}`, position)) {
    if (type === 'MarketOpened') opened = offersEvents.MarketOpened.data.parse(data);
    if (type === 'CommunityRegistered') {
      members.set(offersEvents.CommunityRegistered.data.parse(data).community.id, []);
    }
    if (type !== 'PeerRegistered') continue;
    const { peerId, communityId, role } = offersEvents.PeerRegistered.data.parse(data);
    if (role !== 'grid') members.get(communityId)?.push(peerId);
  }
  if (opened === undefined) return undefined;
  for (const ids of members.values()) ids.sort();
  const { currency, timeZone, mtu } = opened;
  return {
    ...{ marketId, currency, timeZone, mtu },
    communityIds: [...members.keys()].sort(),
    membersOf: (communityId) => members.get(communityId) ?? [],
    peerIds: [...members.values()].flat(),
    packs: await adoptedPacks(store, marketId, position),
  };
};

const adoptedPacks = async (
  store: EventStore,
  marketId: string,
  position: number,
): Promise<RulePack[]> => {
  const packs: RulePack[] = [];
  for await (const { data } of upTo(store, marketId, `rules-${marketId}`, position)) {
    packs.push(billingEvents.RulePackAdopted.data.parse(data).pack);
  }
  return packs;
};

/** Events of a stream that stood at a position of the market's log. */
export async function* upTo(
  store: EventStore,
  marketId: string,
  stream: string,
  position: number,
): AsyncGenerator<RecordedEvent> {
  for await (const event of store.readStream(marketId, stream)) {
    if (event.position > position) return;
    yield event;
  }
}

const PAGE = 1_000;

interface Span {
  readonly after?: number;
  /** Only these; the others are not fetched. */
  readonly types?: readonly EventType[];
}

/** A market's log up to a position, in order. */
export async function* eventsUpTo(
  store: EventStore,
  marketId: string,
  position: number,
  { after: from = 0, types }: Span = {},
): AsyncGenerator<RecordedEvent> {
  for (let after = from; after < position;) {
    const events = await store.readPartition(marketId, after, PAGE, types);
    yield* events.filter((event) => event.position <= position);
    after = events.at(-1)?.position ?? position;
  }
}
