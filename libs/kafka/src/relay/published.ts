import type { DataSource } from 'typeorm';
import { NO_PREDECESSORS, type Predecessors } from '../cloud-event.js';
import { RelayPositionRow } from './relay-position.row.js';

/** What was published of a log partition. */
export interface PublishedUpTo {
  readonly position: number;
  readonly predecessors: Predecessors;
}

const NOTHING: PublishedUpTo = { position: 0, predecessors: NO_PREDECESSORS };

/** The relay's stored checkpoints of one set of topics. */
export class Published {
  constructor(
    private readonly dataSource: DataSource,
    private readonly prefix: string,
  ) {}

  async of(partition: string): Promise<PublishedUpTo> {
    const { prefix } = this;
    const row = await this.dataSource.manager.findOneBy(RelayPositionRow, { prefix, partition });
    return row ?? NOTHING;
  }

  async all(): Promise<ReadonlyMap<string, number>> {
    const { prefix } = this;
    const rows = await this.dataSource.manager.find(RelayPositionRow, {
      where: { prefix },
      select: { prefix: true, partition: true, position: true },
    });
    return new Map(rows.map(({ partition, position }) => [partition, position]));
  }

  /** Only ever moves on: one that lost its lock unnoticed cannot move it back. */
  async moveTo(partition: string, { position, predecessors }: PublishedUpTo): Promise<void> {
    await this.dataSource.query(
      `INSERT INTO messaging.relay_position AS r (prefix, partition, position, predecessors)
       VALUES ($1, $2, $3, $4)
       ON CONFLICT (prefix, partition) DO UPDATE
         SET position = excluded.position, predecessors = excluded.predecessors
         WHERE r.position < excluded.position`,
      [this.prefix, partition, position, JSON.stringify(predecessors)],
    );
  }
}
