import { Inject, Injectable } from '@nestjs/common';
import { EVENT_STORE, type EventStore } from '@trueque/event-store';
import { problem, requireMatch } from '@trueque/http';
import { digest } from '@trueque/kernel';
import { DataSource, type Repository } from 'typeorm';
import { z } from 'zod';
import { WebhookRow } from './webhook.row.js';

export interface WebhookPath {
  readonly marketId: string;
  readonly webhookId: string;
}

/** Webhooks of markets, found or changed in the version that was read. */
@Injectable()
export class WebhookRows {
  constructor(
    private readonly dataSource: DataSource,
    @Inject(EVENT_STORE) private readonly store: EventStore,
  ) {}

  /** Throws 404 where the market has no such webhook. */
  find(path: WebhookPath): Promise<WebhookRow> {
    return findIn(this.table, path);
  }

  /** In the version that `If-Match` names, which nobody changes meanwhile. */
  change<Answer>(
    path: WebhookPath,
    ifMatch: string | undefined,
    change: (rows: Repository<WebhookRow>, row: WebhookRow) => Promise<Answer>,
  ): Promise<Answer> {
    return this.dataSource.transaction(async (manager) => {
      const rows = manager.getRepository(WebhookRow);
      const row = await findIn(rows, path, { mode: 'pessimistic_write' });
      requireMatch(ifMatch, versionOf(row));
      return change(rows, row);
    });
  }

  /** How far the log of a market is. */
  async head(marketId: string): Promise<number> {
    const heads = await this.store.heads();
    return heads.find(({ partition }) => partition === marketId)?.position ?? 0;
  }

  get table(): Repository<WebhookRow> {
    return this.dataSource.getRepository(WebhookRow);
  }
}

export const findIn = async (
  rows: Repository<WebhookRow>,
  { marketId, webhookId }: WebhookPath,
  lock?: { readonly mode: 'pessimistic_write' },
): Promise<WebhookRow> => {
  const isId = z.uuid().safeParse(webhookId).success;
  const where = { id: webhookId, marketId };
  const row = isId ? await rows.findOne({ where, ...(lock && { lock }) }) : null;
  if (row) return row;
  throw problem(404, 'webhook-unknown', `Market ${marketId} has no webhook ${webhookId}.`);
};

/** Of what people change; what the courier writes down all the time is no other version. */
export const versionOf = ({ url, types, secret, disabledAt }: WebhookRow): string =>
  digest([url, types, secret.toString('base64'), disabledAt?.toISOString() ?? null]).slice(0, 16);
