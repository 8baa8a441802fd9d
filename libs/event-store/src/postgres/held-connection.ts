import { isUnreachable } from '@trueque/postgres';
import type { Pool, PoolClient, QueryConfig, QueryResult, QueryResultRow } from 'pg';

/**
 * A connection out of a pool of pipelining ones, held for as long as something is on its way on it. What is
 * asked meanwhile follows at once, without waiting for answers, and is done in the order of asking.
 * Who asks again in the turn of the last answer finds it still there: a pool hands out a connection
 * only when a turn is over, and the database would have nothing to do until then.
 */
export class HeldConnection {
  private held: Promise<PoolClient> | undefined;
  private asked = 0;

  constructor(private readonly pool: Pool) {}

  async query<Row extends QueryResultRow>(config: QueryConfig): Promise<QueryResult<Row>> {
    this.asked += 1;
    this.held ??= this.take();
    const { held } = this;
    let isBroken = false;
    try {
      return await (await held).query<Row>(config);
    } catch (error) {
      isBroken = isUnreachable(error);
      throw error;
    } finally {
      this.asked -= 1;
      if (isBroken || this.pool.waitingCount > 0) this.letGoUnlessAsked(held, isBroken);
      else setImmediate(() => this.letGoUnlessAsked(held));
    }
  }

  private async take(): Promise<PoolClient> {
    const client = await this.pool.connect();
    // Whoever waits for an answer learns what is wrong; the pool drops the connection.
    client.on('error', ignore);
    return client;
  }

  /** A broken one is not handed out again. */
  private letGoUnlessAsked(held: Promise<PoolClient>, isBroken = false): void {
    if (this.asked > 0 || this.held !== held) return;
    this.held = undefined;
    void held.then((client) => {
      if (!isBroken) client.off('error', ignore);
      client.release(isBroken);
    }, ignore);
  }
}

const ignore = (): void => undefined;
