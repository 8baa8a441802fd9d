import { Logger } from '@nestjs/common';
import type { DataSource } from 'typeorm';
import { advanceAll } from './checkpoints.js';

/** How late a checkpoint may follow a consumer that had nothing to do: it would read that much again. */
const MOVED_EVERY_MS = 100;
const MOVED_AGAIN_MS = 1_000;

/** How far a consumer came in a partition. */
export class Bookmark {
  /** Its checkpoint, as far as is known here. */
  kept = 0;
  /** All up to here is done, or was nothing to it. */
  passed = 0;
  /** Its checkpoint is being moved together with what was done. */
  isHeld = false;
  /** Somebody else moved the checkpoint: it is to be read again. */
  isLost = false;

  constructor(
    readonly consumer: string,
    readonly partition: string,
    private readonly onLost: () => void,
  ) {}

  begin(position: number): void {
    this.kept = position;
    this.passed = position;
    this.isLost = false;
  }

  lose(): void {
    this.isLost = true;
    this.onLost();
  }
}

/**
 * Moves the checkpoints of consumers for which there was nothing in what was read: those of all of them
 * at once, a moment later, instead of one commit for each of them and each page.
 */
export class Bookmarks {
  private readonly due = new Set<Bookmark>();
  private moving: Promise<void> | undefined;
  private isStopped = false;
  private timer: NodeJS.Timeout | undefined;
  private readonly logger = new Logger('Messaging');

  constructor(private readonly dataSource: DataSource) {}

  add(mark: Bookmark): void {
    this.due.add(mark);
    this.moveIn(MOVED_EVERY_MS);
  }

  /** Does what moves a checkpoint itself; while it does, nobody else does. */
  async hold(mark: Bookmark, work: () => Promise<void>): Promise<void> {
    while (this.moving !== undefined) await this.moving;
    mark.isHeld = true;
    try {
      await work();
    } finally {
      mark.isHeld = false;
    }
  }

  /** Moves all that are due; where the database is away, a little later. */
  async move(): Promise<void> {
    while (this.moving !== undefined) await this.moving;
    clearTimeout(this.timer);
    this.timer = undefined;
    const due = [...this.due].filter(({ isHeld, kept, passed }) => !isHeld && passed > kept);
    this.due.clear();
    if (due.length === 0) return;
    this.moving = this.moveThese(due)
      .catch((error: unknown) => this.keepDue(due, error))
      .finally(() => (this.moving = undefined));
    await this.moving;
  }

  private moveIn(ms: number): void {
    this.timer ??= setTimeout(() => void this.move(), ms);
  }

  private keepDue(due: readonly Bookmark[], error: unknown): void {
    this.logger.warn({ err: error }, 'checkpoints have to wait');
    for (const mark of due) this.due.add(mark);
    if (!this.isStopped) this.moveIn(MOVED_AGAIN_MS);
  }

  /** For the last time. */
  async stop(): Promise<void> {
    this.isStopped = true;
    await this.move();
  }

  private async moveThese(due: readonly Bookmark[]): Promise<void> {
    const steps = due.map(({ consumer, partition, kept, passed }) => ({
      ...{ consumer, partition, from: kept, to: passed },
    }));
    const moved = await advanceAll(this.dataSource.manager, steps);
    due.forEach((mark, index) => {
      if (moved[index] === true) mark.kept = steps[index]?.to ?? mark.kept;
      else mark.lose();
    });
  }
}
