import { Column, Entity, PrimaryColumn } from 'typeorm';

/** Positions come back from bigint columns as text. */
const wholeNumber = { from: Number, to: (value: number) => value };

/** How far a consumer came in a partition: the position of the last event that it is done with. */
@Entity({ schema: 'messaging', name: 'checkpoint' })
export class CheckpointRow {
  @PrimaryColumn({ type: 'text' })
  consumer!: string;

  @PrimaryColumn({ type: 'text' })
  partition!: string;

  @Column({ type: 'bigint', transformer: wholeNumber })
  position!: number;
}
