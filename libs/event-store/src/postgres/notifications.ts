import { type Connection, openClient } from '@trueque/postgres';
import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Client, Pool } from 'pg';
import type { Signal } from '../signal.js';

const CHANNEL = 'es_appended';
const GAP_MS = 5;
const RECONNECT_MS = 1_000;

/**
 * Carries the signal to other processes: NOTIFY after the commit, never in it (it would serialise
 * all commits of the server), on another connection, coalesced. A lost one does no harm: readers
 * poll slowly besides.
 */
export class Notifications {
  /** So that a process does not hear itself. */
  private readonly origin = randomUUID();
  private readonly grown = new Set<string>();
  private sending: Promise<void> | undefined;
  private listening: Promise<void> | undefined;
  private client: Client | undefined;
  private closed = false;

  constructor(
    private readonly pool: Pool,
    private readonly connection: Connection,
    private readonly signal: Signal,
  ) {}

  send(partition: string): void {
    this.grown.add(partition);
    this.sending ??= this.sendAll().finally(() => (this.sending = undefined));
  }

  /** Begins to hear other processes, once somebody in this one wants to know. */
  listen(): void {
    this.listening ??= this.hear();
  }

  async close(): Promise<void> {
    this.closed = true;
    await this.sending;
    await this.client?.end().catch(() => undefined);
  }

  private async sendAll(): Promise<void> {
    while (this.grown.size > 0) {
      const partitions = [...this.grown];
      this.grown.clear();
      await this.pool
        .query({
          name: 'notify',
          text: 'select pg_notify($1, $2 || p) from unnest($3::text[]) as p',
          values: [CHANNEL, `${this.origin} `, partitions],
        })
        .catch(() => undefined);
      if (!this.closed) await sleep(GAP_MS);
    }
  }

  private async hear(): Promise<void> {
    while (!this.closed) {
      await this.hearUntilLost().catch(() => undefined);
      if (!this.closed) await sleep(RECONNECT_MS, undefined, { ref: false });
    }
  }

  private async hearUntilLost(): Promise<void> {
    const client = await openClient(this.connection);
    this.client = client;
    const lost = new Promise((resolve) => client.once('end', () => resolve(undefined)));
    client.on('notification', ({ payload = '' }) => this.receive(payload));
    if (this.closed) return client.end();
    await client.query(`listen ${CHANNEL}`);
    await lost;
  }

  private receive(payload: string): void {
    const [origin, ...partition] = payload.split(' ');
    if (origin !== this.origin) this.signal.send(partition.join(' '));
  }
}
