import { Column, Entity, PrimaryColumn } from 'typeorm';

/** What the clock does: in this order where several are due at one instant. */
export const STEPS = ['open-auction', 'close-gate', 'expire-change'] as const;
export type Step = (typeof STEPS)[number];

/** Something that is to happen at an instant, and has not happened yet. */
@Entity({ schema: 'intake', name: 'due_step' })
export class DueStepRow {
  @PrimaryColumn({ type: 'text', name: 'market_id' })
  marketId!: string;

  /** The auction, or the change that was proposed. */
  @PrimaryColumn({ type: 'text' })
  subject!: string;

  @PrimaryColumn({ type: 'text' })
  step!: Step;

  @Column({ type: 'timestamptz', name: 'due_at' })
  dueAt!: Date;

  /** Its auction is suspended: it does not happen meanwhile. */
  @Column({ type: 'boolean', name: 'is_held' })
  isHeld!: boolean;
}
