import { Client } from 'pg';
import { setTimeout as sleep } from 'node:timers/promises';

const LOOK_MS = 100;

/** Over all markets: how far the log is, and how far the last reader of the flow has read it. */
const PROGRESS = `
  SELECT coalesce(sum(l.position), 0)::bigint AS head, coalesce(sum(c.position), 0)::bigint AS read
    FROM es.ledger l
    LEFT JOIN messaging.checkpoint c
      ON c.partition = l.partition AND c.consumer = 'reporting.auctions.v1'`;

/** Watches the far end of the flow: how long nothing came through although something was due. */
export class StallWatch {
  private movedAtMs = performance.now();
  private longestMs = 0;
  private read = -1;
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
        const { rows } = await client.query<{ head: string; read: string }>(PROGRESS);
        const { head, read } = rows[0] ?? { head: '0', read: '0' };
        this.note(Number(read) !== this.read || head === read);
        this.read = Number(read);
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
