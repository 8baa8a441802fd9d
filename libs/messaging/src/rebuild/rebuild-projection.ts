import type { EventStore, RecordedEvent } from '@trueque/event-store';
import { type DataSource, type EntityManager, In } from 'typeorm';
import { CheckpointRow } from '../checkpoint.row.js';
import { forget } from '../checkpoints.js';
import type { Projection } from '../consumer.js';
import { DeadLetterRow } from '../dead-letter.row.js';
import { Ledger } from '../ledger.js';
import { deliverToProjection } from '../projection-delivery.js';
import { assertNoGap } from '../readable.js';
import { ShadowTables } from './shadow-tables.js';

const PAGE_EVENTS = 500;
const SWITCHES_MAX = 20;

export interface RebuildOptions {
  /** Where the rows that serve now are another version's: its name. */
  readonly replaces?: string;
  readonly signal?: AbortSignal;
  /** Events that are folded so far, and how many there are. */
  readonly onProgress?: (done: number, total: number) => void;
}

/** Two rebuild the same projection: the other one is on it already. */
export class RebuildRunning extends Error {
  override readonly name = 'RebuildRunning';
}

/**
 * Folds all events into new tables while the rows that are there go on serving and being written;
 * once there is nothing more to fold, the new ones take their place with their checkpoint, in one
 * transaction. Whoever writes to the old ones meanwhile notices by the checkpoint, and goes on after
 * it. Interrupted, it leaves the old rows as they are.
 */
export const rebuildProjection = async (
  projection: Projection,
  store: EventStore,
  beside: DataSource,
  options: RebuildOptions = {},
): Promise<void> => {
  const shadow = await ShadowTables.open(projection, beside);
  try {
    await alone(shadow.dataSource, projection.name, () =>
      new Rebuild(projection, store, shadow, options).run(),
    );
  } finally {
    await shadow.close();
  }
};

class Rebuild {
  /** Of the new rows, while they are not in their place. */
  private readonly consumer: string;
  private readonly ledger: Ledger;

  constructor(
    private readonly projection: Projection,
    private readonly store: EventStore,
    private readonly shadow: ShadowTables,
    private readonly options: RebuildOptions,
  ) {
    this.consumer = `${projection.name}~rebuilt`;
    this.ledger = new Ledger(this.consumer, shadow.dataSource);
  }

  async run(): Promise<void> {
    const { dataSource } = this.shadow;
    await forget(dataSource.manager, this.consumer);
    await this.shadow.make();
    for (let attempt = 1; attempt <= SWITCHES_MAX; attempt += 1) {
      await this.catchUp();
      if (await dataSource.transaction((manager) => this.takeOver(manager))) return;
    }
    throw new Error(`${this.projection.name} is written faster than it can be rebuilt`);
  }

  private async catchUp(): Promise<void> {
    const heads = await this.store.heads();
    const total = heads.reduce((sum, { position }) => sum + position, 0);
    let before = 0;
    for (const { partition, position } of heads) {
      const base = before;
      await this.fold(partition, (done) => this.options.onProgress?.(base + done, total));
      before += position;
    }
  }

  private async fold(partition: string, onProgress: (done: number) => void): Promise<void> {
    let after = await this.ledger.positionOf(partition);
    for (;;) {
      this.options.signal?.throwIfAborted();
      const events: readonly RecordedEvent[] = await this.store.readPartition(
        partition,
        after,
        PAGE_EVENTS,
      );
      const last = events.at(-1);
      if (last === undefined) return;
      assertNoGap(after, events);
      await deliverToProjection(this.projection, this.ledger, after, events);
      onProgress((after = last.position));
    }
  }

  /** False where the rows that serve are ahead of the new ones by now: nothing may go back in time. */
  private async takeOver(manager: EntityManager): Promise<boolean> {
    const { replaces = this.projection.name } = this.options;
    // Whoever writes rows moves a checkpoint first: from here on nobody does either.
    await manager.query('lock table messaging.checkpoint in share row exclusive mode');
    const serving = await manager.findBy(CheckpointRow, { consumer: replaces });
    const rebuilt = await manager.findBy(CheckpointRow, { consumer: this.consumer });
    const reached = new Map(rebuilt.map(({ partition, position }) => [partition, position]));
    if (serving.some(({ partition, position }) => position > (reached.get(partition) ?? 0)))
      return false;
    await this.shadow.takeOver(manager);
    const gone = { consumer: In([replaces, this.projection.name]) };
    for (const row of [CheckpointRow, DeadLetterRow]) {
      await manager.delete(row, gone);
      await manager.update(row, { consumer: this.consumer }, { consumer: this.projection.name });
    }
    return true;
  }
}

/** One rebuild of a projection at a time, in whatever process. The lock goes with its connection. */
const alone = async (
  dataSource: DataSource,
  name: string,
  rebuild: () => Promise<void>,
): Promise<void> => {
  const holder = dataSource.createQueryRunner();
  try {
    const key = `rebuild ${name}`;
    const [lock] = (await holder.query(
      'select pg_try_advisory_lock(hashtextextended($1, 0)) as got',
      [key],
    )) as { got: boolean }[];
    if (lock?.got !== true) throw new RebuildRunning(`${name} is being rebuilt already`);
    await rebuild();
    await holder.query('select pg_advisory_unlock(hashtextextended($1, 0))', [key]);
  } finally {
    await holder.release();
  }
};
