import type { Pool, PoolClient, QueryConfig, QueryResult, QueryResultRow } from 'pg';

/**
 * A connection out of a pool of pipelining ones, held for as long as something is on its way on it. What is
 * asked meanwhile follows at once, without waiting for answers, and is done in the order of asking.
 */
export class HeldConnection {
  private held: Promise<PoolClient> | undefined;
  private asked = 0;

  constructor(private readonly pool: Pool) {}

  async query<Row extends QueryResultRow>(config: QueryConfig): Promise<QueryResult<Row>> {
    this.asked += 1;
    this.held ??= this.take();
    const { held } = this;
    try {
      const client = await held;
      return await client.query<Row>(config);
    } finally {
      this.asked -= 1;
      if (this.asked === 0) this.letGo(held);
    }
  }

  private async take(): Promise<PoolClient> {
    const client = await this.pool.connect();
    // Whoever waits for an answer learns what is wrong; the pool drops the connection.
    client.on('error', ignore);
    return client;
  }

  private letGo(held: Promise<PoolClient>): void {
    this.held = undefined;
    void held.then((client) => {
      client.off('error', ignore);
      client.release();
    }, ignore);
  }
}

const ignore = (): void => undefined;
