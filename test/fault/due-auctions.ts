import type { Client } from 'pg';

const PAGE_EVENTS = 2_000;

/** What came to the log since it was looked at last, by partition. */
const NEWER = `
  SELECT l.partition_no AS no, e.position, e.type, s.name AS stream,
         (extract(epoch FROM e.recorded_at) * 1000)::float AS "atMs"
    FROM es.ledger l
    LEFT JOIN unnest($1::int[], $2::bigint[]) AS seen (no, position) ON seen.no = l.partition_no
   CROSS JOIN LATERAL (
         SELECT position, type, stream_no, recorded_at FROM es.event
          WHERE partition_no = l.partition_no AND position > coalesce(seen.position, 0)
          ORDER BY position LIMIT ${PAGE_EVENTS}) e
    JOIN es.stream s ON s.stream_no = e.stream_no
   ORDER BY 1, 2`;

interface Newer {
  readonly no: number;
  readonly position: string;
  readonly type: string;
  readonly stream: string;
  readonly atMs: number;
}

/** Auctions whose gate closed and that are not settled yet, kept up by reading on in the log. */
export class DueAuctions {
  private readonly seen = new Map<number, string>();
  private readonly closedAtMs = new Map<string, number>();

  async readOn(client: Client): Promise<void> {
    const seen = [[...this.seen.keys()], [...this.seen.values()]];
    for (const event of (await client.query<Newer>(NEWER, seen)).rows) this.take(event);
  }

  /** How long the oldest of them waits, 0 where there is none. */
  waitedMs(nowMs: number): number {
    return Math.max(0, nowMs - Math.min(nowMs, ...this.closedAtMs.values()));
  }

  private take({ no, position, type, stream, atMs }: Newer): void {
    this.seen.set(no, position);
    const auction = stream.slice(stream.indexOf('-') + 1);
    if (type === 'GateClosed') this.closedAtMs.set(auction, atMs);
    if (type === 'SettlementRunCompleted' || type === 'AuctionFailed')
      this.closedAtMs.delete(auction);
  }
}
