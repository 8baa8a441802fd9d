import { Inject, Injectable } from '@nestjs/common';
import { CLOCK, type Clock } from '@trueque/kernel';
import { hash } from 'node:crypto';
import { promisify } from 'node:util';
import { gunzip, gzip } from 'node:zlib';
import { DataSource } from 'typeorm';
import type { AuctionId } from '../credit/peer-credits.js';
import type { LineReport } from '../offer-lines.js';
import type { OfferReport } from '../offer-request.js';

/** A bulk request that may be said again. */
export interface BulkRequest extends AuctionId {
  /** Its `Idempotency-Key`. */
  readonly key: string;
  readonly bodyDigest: Buffer;
}

/** By line. */
export type AnsweredLines = ReadonlyMap<number, OfferReport>;

/** Text that came, or an array of values; the same digest where the same came. */
export const bodyDigest = (input: readonly unknown[] | string): Buffer =>
  hash('sha256', typeof input === 'string' ? input : JSON.stringify(input), 'buffer');

/** So long a request may be said again; gates have long closed by then. */
const KEPT_MS = 30 * 24 * 3_600_000;
const TAKEN = 201;

/**
 * What lines of bulk requests were answered that led to no event, so that the same request gets the same
 * answer whatever was decided meanwhile: kept before it is answered. What was taken is in the log.
 */
@Injectable()
export class BulkAnswers {
  constructor(
    private readonly dataSource: DataSource,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /** Undefined where nothing was kept of it; another body under the same key is another request. */
  async recall({
    auctionId,
    bodyDigest: digest,
    key,
    marketId,
  }: BulkRequest): Promise<AnsweredLines | undefined> {
    const [row]: { readonly not_kept: Buffer }[] = await this.dataSource.query(
      `SELECT not_kept FROM intake.bulk_answer
        WHERE market_id = $1 AND auction_id = $2 AND request_key = $3 AND body_digest = $4`,
      [marketId, auctionId, key, digest],
    );
    if (row === undefined) return undefined;
    const text = await promisify(gunzip)(row.not_kept);
    const lines = JSON.parse(text.toString()) as readonly Answered[];
    return new Map(lines);
  }

  /** The first answer counts. */
  async keep(
    { auctionId, bodyDigest: digest, key, marketId }: BulkRequest,
    reports: readonly LineReport[],
  ): Promise<void> {
    const lines = reports.flatMap(answered);
    if (lines.length === 0) return;
    const nowMs = this.clock.nowMs();
    await this.dataSource.query('DELETE FROM intake.bulk_answer WHERE answered_at < $1', [
      new Date(nowMs - KEPT_MS),
    ]);
    const notKept = await promisify(gzip)(JSON.stringify(lines));
    await this.dataSource.query(
      `INSERT INTO intake.bulk_answer
         (market_id, auction_id, request_key, body_digest, answered_at, not_kept)
       VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT DO NOTHING`,
      [marketId, auctionId, key, digest, new Date(nowMs), notKept],
    );
  }
}

type Answered = readonly [number, OfferReport];

/** A line that was no offer is found to be none again. */
const answered = ({ line, offerId, status, code, detail, errors }: LineReport): Answered[] => {
  if (offerId === undefined || status === TAKEN) return [];
  const why = code === undefined ? {} : { code, detail: detail ?? '', errors: errors ?? [] };
  return [[line, { offerId, status, ...why }]];
};
