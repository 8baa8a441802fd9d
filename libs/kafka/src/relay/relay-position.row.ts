import type { Topic } from '@trueque/contracts';
import { Column, Entity, PrimaryColumn } from 'typeorm';

/** How far a log partition was published, and the last position of it in each topic. */
@Entity({ schema: 'messaging', name: 'relay_position' })
export class RelayPositionRow {
  /** Begins the topics' names: each set of topics is published from the beginning. */
  @PrimaryColumn({ type: 'text' })
  prefix!: string;

  @PrimaryColumn({ type: 'text' })
  partition!: string;

  @Column({ type: 'bigint', transformer: { from: Number, to: (value: number) => value } })
  position!: number;

  @Column({ type: 'json' })
  predecessors!: Record<Topic, number>;
}
