import { type Connection, openClient } from '@trueque/postgres';
import type { Client } from 'pg';

/** Names our locks among all advisory locks of the database. */
const LOCK_SPACE = 7_283_106;
/** The server ends a session that was silent so long: a frozen holder gives its locks up. */
const SILENCE_MS = 10_000;
const BEAT_MS = 2_000;

/**
 * One relay for each shard, in whichever process: a session advisory lock. Whoever dies or freezes
 * loses its session and with it the locks, and the next one takes over.
 */
export class ShardLocks {
  private client: Client | undefined;
  private readonly held = new Set<number>();
  private beat: NodeJS.Timeout | undefined;

  constructor(
    private readonly connection: Connection,
    /** Locks of different sets of topics have nothing to do with each other. */
    private readonly scope: string,
  ) {}

  /** Shards that this process may publish now. */
  get shards(): ReadonlySet<number> {
    return this.held;
  }

  /** Takes every lock that is free. Throws where the database is away. */
  async takeFree(shardsCount: number): Promise<void> {
    const client = (this.client ??= await this.connect());
    const wanted = Array.from({ length: shardsCount }, (_, shard) => shard).filter(
      (shard) => !this.held.has(shard),
    );
    if (wanted.length === 0) return;
    const { rows } = await client.query<{ shard: number; taken: boolean }>(
      `select s as shard, pg_try_advisory_lock($1, hashtext($2 || '/' || s)) as taken
         from unnest($3::int[]) as s`,
      [LOCK_SPACE, this.scope, wanted],
    );
    if (this.client === client)
      for (const { shard, taken } of rows) if (taken) this.held.add(shard);
  }

  /** Lets go of everything, for others to take at once. */
  async close(): Promise<void> {
    const client = this.client;
    this.lost();
    await client?.end().catch(() => undefined);
  }

  private async connect(): Promise<Client> {
    const client = await openClient(this.connection);
    client.once('end', () => this.lost(client));
    await client.query(`set idle_session_timeout = ${SILENCE_MS}`);
    clearInterval(this.beat);
    this.beat = setInterval(
      () => void client.query('select').catch(() => this.lost(client)),
      BEAT_MS,
    );
    this.beat.unref();
    return client;
  }

  private lost(client = this.client): void {
    if (client !== this.client) return;
    clearInterval(this.beat);
    this.client = undefined;
    this.held.clear();
  }
}
