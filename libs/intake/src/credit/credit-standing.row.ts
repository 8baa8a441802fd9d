import type { CreditLevel } from '@trueque/contracts';
import { Column, Entity, PrimaryColumn } from 'typeorm';

/** How a peer's credit stood when settlement last spoke of it; amounts in 10⁻⁹ currency. */
@Entity({ schema: 'intake', name: 'credit_standing' })
export class CreditStandingRow {
  @PrimaryColumn({ type: 'text', name: 'market_id' })
  marketId!: string;

  @PrimaryColumn({ type: 'text', name: 'peer_id' })
  peerId!: string;

  @Column({ type: 'text' })
  level!: CreditLevel;

  @Column({ type: 'numeric', name: 'exposure_nanos' })
  exposureNanos!: string;

  @Column({ type: 'numeric', name: 'limit_nanos' })
  limitNanos!: string;
}
