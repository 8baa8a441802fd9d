import { Injectable } from '@nestjs/common';
import { clearingsEvents, creditEvents, offersEvents, settlementsEvents } from '@trueque/contracts';
import type { RecordedEvent } from '@trueque/event-store';
import type { Projection } from '@trueque/messaging';
import type { EntityManager } from 'typeorm';
import { CreditStandingRow } from './credit-standing.row.js';
import { ReservedGateRow } from './reserved-gate.row.js';

/**
 * How the credit of peers stands, as settlement said last, and which closed gates that does not
 * count yet. What is said of an auction may come in any order, since it comes from several topics.
 */
@Injectable()
export class CreditStandingsProjection implements Projection {
  readonly kind = 'projection';
  readonly name = 'intake.credit.v1';
  readonly types = [
    'CreditStandingChanged',
    'GateClosed',
    'CreditReserved',
    'CreditReleased',
    'SettlementRunCompleted',
    'AuctionFailed',
  ] as const;
  readonly rows = [CreditStandingRow, ReservedGateRow];

  async project(events: readonly RecordedEvent[], manager: EntityManager): Promise<void> {
    for (const event of events) await this.fold(event, manager);
  }

  private async fold({ type, data }: RecordedEvent, manager: EntityManager): Promise<void> {
    switch (type) {
      case 'CreditStandingChanged': {
        const { marketId, standings } = creditEvents.CreditStandingChanged.data.parse(data);
        const rows = standings.map((standing) => ({ marketId, ...standing }));
        await manager.upsert(CreditStandingRow, rows, ['marketId', 'peerId']);
        return;
      }
      case 'GateClosed': {
        const { marketId, auctionId } = offersEvents.GateClosed.data.parse(data);
        return closeGate(manager, marketId, auctionId);
      }
      default:
        return countGate(manager, auctionOf(type, data));
    }
  }
}

/** Only where anybody has an account: nobody counts the bids of the others. */
const closeGate = async (
  manager: EntityManager,
  marketId: string,
  auctionId: string,
): Promise<void> => {
  if (!(await manager.existsBy(CreditStandingRow, { marketId }))) return;
  await manager
    .createQueryBuilder()
    .insert()
    .into(ReservedGateRow)
    .values({ marketId, auctionId, isCounted: false })
    .orIgnore()
    .execute();
};

const countGate = async (
  manager: EntityManager,
  auction: { readonly marketId: string; readonly auctionId: string },
): Promise<void> => {
  if (!(await manager.existsBy(CreditStandingRow, { marketId: auction.marketId }))) return;
  const { marketId, auctionId } = auction;
  const row = { marketId, auctionId, isCounted: true };
  await manager.upsert(ReservedGateRow, row, ['marketId', 'auctionId']);
};

const auctionOf = (type: string, data: unknown) => {
  switch (type) {
    case 'CreditReserved':
      return creditEvents.CreditReserved.data.parse(data);
    case 'CreditReleased':
      return creditEvents.CreditReleased.data.parse(data);
    case 'AuctionFailed':
      return clearingsEvents.AuctionFailed.data.parse(data);
    default:
      return settlementsEvents.SettlementRunCompleted.data.parse(data);
  }
};
