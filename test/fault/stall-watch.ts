import { Client } from 'pg';
import { setTimeout as sleep } from 'node:timers/promises';
import { DueAuctions } from './due-auctions.js';

const LOOK_MS = 200;
/** A gate that closed so short ago is not waiting for anything ill. */
const CAUGHT_UP_MS = 5_000;

/** How far the log is, and how far the last reader of the flow has read it, over all markets. */
const PROGRESS = `
  SELECT (SELECT coalesce(sum(position), 0) FROM es.ledger)::bigint AS head,
         (SELECT coalesce(sum(position), 0) FROM messaging.checkpoint
           WHERE consumer LIKE 'reporting.auctions.v%')::bigint AS read`;

interface Progress {
  readonly head: string;
  readonly read: string;
}

/** Watches both ends of the flow: how long something was due and did not come through. */
export class StallWatch {
  private readonly due = new DueAuctions();
  private movedAtMs = performance.now();
  private longestMs = 0;
  private read = -1;
  private caughtUpAtMs = 0;
  private stopping = false;
  private running: Promise<void> = Promise.resolve();

  constructor(private readonly databaseUrl: () => string) {}

  start(): void {
    this.running = this.run();
  }

  /** Milliseconds of the longest stall since the last call. */
  take(): number {
    const longestMs = this.longestMs;
    this.longestMs = 0;
    return Math.round(longestMs);
  }

  /** Resolves once everything that was due came through, if it does in time. */
  async untilCaughtUp(patienceMs: number): Promise<boolean> {
    const sinceMs = performance.now();
    while (this.caughtUpAtMs <= sinceMs && performance.now() < sinceMs + patienceMs)
      await sleep(LOOK_MS);
    return this.caughtUpAtMs > sinceMs;
  }

  async stop(): Promise<void> {
    this.stopping = true;
    await this.running;
  }

  private async run(): Promise<void> {
    while (!this.stopping) {
      await this.watch().catch(() => undefined);
      this.note(false);
      await sleep(LOOK_MS);
    }
  }

  private async watch(): Promise<void> {
    const client = new Client({ connectionString: this.databaseUrl(), query_timeout: 2_000 });
    client.on('error', () => undefined);
    await client.connect();
    try {
      while (!this.stopping) {
        const { rows } = await client.query<Progress>(PROGRESS);
        const { head, read } = rows[0] ?? { head: '0', read: '0' };
        await this.due.readOn(client);
        const waitedMs = this.due.waitedMs(Date.now());
        this.note(Number(read) !== this.read || head === read);
        this.longestMs = Math.max(this.longestMs, waitedMs);
        this.read = Number(read);
        if (head === read && waitedMs < CAUGHT_UP_MS) this.caughtUpAtMs = performance.now();
        await sleep(LOOK_MS);
      }
    } finally {
      await client.end().catch(() => undefined);
    }
  }

  private note(moved: boolean): void {
    const nowMs = performance.now();
    this.longestMs = Math.max(this.longestMs, nowMs - this.movedAtMs);
    if (moved) this.movedAtMs = nowMs;
  }
}
