import {
  type ClearingsEvent,
  type HistoryEvent,
  type OffersEvent,
  settlementsEvents,
} from '@trueque/contracts';
import type { EventStore, RecordedEvent } from '@trueque/event-store';
import { accept, type Decider } from '@trueque/kernel';
import type { ClearedAuction } from '../domain/facts.js';

type OthersEvent = OffersEvent | HistoryEvent | ClearingsEvent;

/** Whatever another context decided, kept as it is. */
const recorder = (category: string): Decider<readonly OthersEvent[], null, OthersEvent, never> => ({
  category,
  initial: null,
  decide: (events) => accept(...events),
  evolve: () => null,
});

/** A store in which the other contexts have spoken: each call is one append to one of their streams. */
export class RecordedMarket {
  private causes = 0;

  constructor(readonly store: EventStore) {}

  async record(
    category: string,
    ...events: readonly OthersEvent[]
  ): Promise<readonly RecordedEvent[]> {
    const id = category === 'market' ? 'harbour' : 'harbour/monday';
    const outcome = await this.store.transact(recorder(category), id, events, {
      partition: 'harbour',
      causedBy: `request-${(this.causes += 1)}`,
      actor: 'test',
      occurredAt: '2021-03-03T00:00:00Z',
    });
    return outcome.status === 'refused' ? [] : outcome.events;
  }

  async settled(): Promise<readonly RecordedEvent[]> {
    const events: RecordedEvent[] = [];
    const stream = this.store.readStream('harbour', 'settlement-harbour/monday');
    for await (const event of stream) events.push(event);
    return events;
  }

  async runs() {
    const { SettlementRunCompleted: run } = settlementsEvents;
    const events = (await this.settled()).filter(({ type }) => type === run.type);
    return events.map(({ data }) => run.data.parse(data));
  }

  async statements() {
    const { StatementIssued: statement } = settlementsEvents;
    const events = (await this.settled()).filter(({ type }) => type === statement.type);
    return events.map(({ data }) => statement.data.parse(data));
  }
}

const unproven = {
  engine: 'lp',
  solver: { name: 'highs', version: '1', options: {} },
  ...{ inputHash: '0'.repeat(64), resultHash: '0'.repeat(64), objective: 0 },
  flows: [],
  certificate: {
    ...{ primal: [], dual: [], primalInfeasibility: 0, dualInfeasibility: 0, gap: 0 },
  },
};

/** What clearing would record of an auction: the clearing, and after it every trade. */
export const clearingEventsOf = (auction: ClearedAuction): ClearingsEvent[] => {
  const { marketId, auctionId, start, mtu, periods, currency } = auction;
  const pricing = 'pay-as-offered';
  return [
    {
      type: 'AuctionCleared',
      data: {
        ...unproven,
        ...{ marketId, auctionId, start, mtu, periods, currency, pricing },
        communities: auction.prices.map(({ communityId, priceMicrosPerKwh }) => ({
          communityId,
          priceMicrosPerKwh: [...priceMicrosPerKwh],
          leastPriceMicrosPerKwh: [...priceMicrosPerKwh],
          greatestPriceMicrosPerKwh: [...priceMicrosPerKwh],
        })),
        schedules: auction.peers.map(scheduleOf),
        tradesCount: auction.trades.length,
        rung: 'first' as const,
      },
    },
    ...auction.trades.map((trade) => tradeExecuted(auction, trade)),
  ];
};

const scheduleOf = ({
  peerId,
  communityId,
  importsWh,
  exportsWh,
}: ClearedAuction['peers'][number]) => ({
  ...{ peerId, communityId, generationWh: null, chargeWh: null, dischargeWh: null },
  ...{ storedWh: null, loadWh: null, servedWh: null },
  importsWh: importsWh && [...importsWh],
  exportsWh: exportsWh && [...exportsWh],
});

const tradeExecuted = (
  { marketId, auctionId }: ClearedAuction,
  { eventId, contract, owner: _, ...trade }: ClearedAuction['trades'][number],
): ClearingsEvent => ({
  type: 'TradeExecuted',
  data: {
    ...{ marketId, auctionId, tradeId: eventId, rule: 'pay-as-offered' },
    ...(contract === undefined ? {} : { contract }),
    ...trade,
    energyWh: [...trade.energyWh],
    sentWh: [...trade.sentWh],
    buyerPriceMicrosPerKwh: [...trade.buyerPriceMicrosPerKwh],
    sellerPriceMicrosPerKwh: [...trade.sellerPriceMicrosPerKwh],
    linkCostMicrosPerKwh: [...trade.linkCostMicrosPerKwh],
  },
});
