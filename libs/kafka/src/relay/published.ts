import type { DataSource } from 'typeorm';
import { NO_PREDECESSORS, type Predecessors } from '../cloud-event.js';
import { RelayPositionRow } from './relay-position.row.js';

/** What was published of a log partition. */
export interface PublishedUpTo {
  readonly position: number;
  readonly predecessors: Predecessors;
}

const NOTHING: PublishedUpTo = { position: 0, predecessors: NO_PREDECESSORS };

/**
 * The relay's stored checkpoints of one set of topics. They are written while the next messages are
 * on their way, as many at once as there are: one that was not written in time has messages repeated.
 */
export class Published {
  private noted = new Map<string, PublishedUpTo>();
  private writing: Promise<void> | undefined;

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

  /** Remembers it, and soon writes it. */
  note(partition: string, upTo: PublishedUpTo): void {
    this.noted.set(partition, upTo);
    void this.write();
  }

  /** Resolves once all that was noted is written, or cannot be now and waits for the next call. */
  write(): Promise<void> {
    return (this.writing ??= this.writeAll().finally(() => (this.writing = undefined)));
  }

  private async writeAll(): Promise<void> {
    while (this.noted.size > 0) {
      const now = this.noted;
      this.noted = new Map();
      try {
        await this.moveTo(now);
      } catch {
        this.noted = new Map([...now, ...this.noted]);
        return;
      }
    }
  }

  /** Only ever moves on: one that lost its lock unnoticed cannot move it back. */
  private async moveTo(noted: ReadonlyMap<string, PublishedUpTo>): Promise<void> {
    const ends = [...noted.values()];
    await this.dataSource.query(
      `INSERT INTO messaging.relay_position AS r (prefix, partition, position, predecessors)
       SELECT $1, * FROM unnest($2::text[], $3::bigint[], $4::json[])
       ON CONFLICT (prefix, partition) DO UPDATE
         SET position = excluded.position, predecessors = excluded.predecessors
         WHERE r.position < excluded.position`,
      [
        this.prefix,
        [...noted.keys()],
        ends.map(({ position }) => position),
        ends.map(({ predecessors }) => JSON.stringify(predecessors)),
      ],
    );
  }
}
