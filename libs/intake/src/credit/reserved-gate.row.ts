import { Column, Entity, PrimaryColumn } from 'typeorm';

/** A gate that closed, and whether settlement's standings count its bids already. */
@Entity({ schema: 'intake', name: 'reserved_gate' })
export class ReservedGateRow {
  @PrimaryColumn({ type: 'text', name: 'market_id' })
  marketId!: string;

  @PrimaryColumn({ type: 'text', name: 'auction_id' })
  auctionId!: string;

  @Column({ type: 'boolean', name: 'is_counted' })
  isCounted!: boolean;
}
