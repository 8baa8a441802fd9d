import { Column, Entity, PrimaryColumn } from 'typeorm';

/** A gate that is open, and when it is due to close. */
@Entity({ schema: 'intake', name: 'open_gate' })
export class GateRow {
  @PrimaryColumn({ type: 'text', name: 'market_id' })
  marketId!: string;

  @PrimaryColumn({ type: 'text', name: 'auction_id' })
  auctionId!: string;

  @Column({ type: 'timestamptz', name: 'gate_closes_at' })
  gateClosesAt!: Date;
}
