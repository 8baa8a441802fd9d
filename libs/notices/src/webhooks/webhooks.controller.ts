import {
  Body,
  Controller,
  Delete,
  Get,
  HttpCode,
  Inject,
  Param,
  Post,
  Req,
  Res,
} from '@nestjs/common';
import { ApiBody, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { EventType } from '@trueque/contracts';
import { EVENT_STORE, type EventStore } from '@trueque/event-store';
import {
  type CommandContext,
  etagOf,
  openApiOf,
  parsedBody,
  problem,
  RequestContext,
  requireMatch,
} from '@trueque/http';
import { CLOCK, type Clock, digest } from '@trueque/kernel';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { randomBytes, randomUUID } from 'node:crypto';
import { DataSource, type Repository } from 'typeorm';
import { z } from 'zod';
import { type Targets, targetProblem } from './target.js';
import { WEBHOOK_TARGETS } from './webhook-courier.process.js';
import { WebhookRow } from './webhook.row.js';

/** What the outside may be told of: the life of a market, and nothing of one peer. */
export const WEBHOOK_TYPES = [
  ...(['AuctionScheduled', 'AuctionOpened', 'AuctionSuspended', 'AuctionResumed'] as const),
  ...(['AuctionCancelled', 'GateClosed', 'AuctionFailed', 'ReviewOpened'] as const),
  ...(['ReviewDecided', 'ResultPublished', 'AdministeredPricingBegan'] as const),
  ...(['AdministeredPricingEnded', 'TradingRulesSet', 'NoticeIssued', 'ChangeProposed'] as const),
  ...(['ChangeApproved', 'ChangeRejected', 'ChangeExpired'] as const),
] satisfies EventType[];

const webhookBody = z.strictObject({
  url: z.url({ protocol: /^https?$/ }).max(2_000),
  types: z.array(z.enum(WEBHOOK_TYPES)).min(1),
});

const SECRET_BYTES = 32;
/** So long a receiver may know the old secret alone. */
const ROTATION_MS = 24 * 3_600_000;

interface WebhookPath {
  readonly marketId: string;
  readonly webhookId: string;
}

/** Where a market's events are sent, signed by the convention of Standard Webhooks. */
@ApiTags('notices')
@Controller('markets/:marketId/webhooks')
export class WebhooksController {
  constructor(
    @Inject(EVENT_STORE) private readonly store: EventStore,
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(WEBHOOK_TARGETS) private readonly targets: Targets,
    private readonly dataSource: DataSource,
  ) {}

  @Post()
  @ApiOperation({
    summary: 'Adds a webhook: events from now on; its secret is told here once and never again',
  })
  @ApiBody({ schema: openApiOf(webhookBody) })
  async create(
    @Param('marketId') marketId: string,
    @Body() input: unknown,
    @RequestContext() { actor }: CommandContext,
  ) {
    const { types, url } = parsedBody(webhookBody, input);
    const forbidden = targetProblem(new URL(url), this.targets);
    if (forbidden !== undefined)
      throw problem(
        422,
        'webhook-target-forbidden',
        `${url} is no place for webhooks: ${forbidden}.`,
      );
    const secret = drawSecret();
    const now = new Date(this.clock.nowMs());
    const row = await this.rows.save({
      ...{ id: randomUUID(), marketId, url, types, secret, position: await this.head(marketId) },
      ...{ previousSecret: null, previousUntil: null, createdBy: actor, createdAt: now },
      ...{ failures: 0, nextAttemptAt: now, lastError: null, disabledAt: null },
    });
    return { ...shown(row), secret };
  }

  @Get()
  @ApiOperation({ summary: 'Webhooks of a market, disabled ones too' })
  async all(@Param('marketId') marketId: string) {
    const rows = await this.rows.find({ where: { marketId }, order: { createdAt: 'ASC' } });
    return { items: rows.map(shown) };
  }

  @Get(':webhookId')
  @ApiOperation({ summary: 'One webhook, how far it came, and what its receiver said last' })
  async one(@Param() path: WebhookPath, @Res({ passthrough: true }) reply: FastifyReply) {
    const row = await find(this.rows, path);
    void reply.header('ETag', etagOf(versionOf(row)));
    return shown(row);
  }

  @Delete(':webhookId')
  @HttpCode(204)
  @ApiOperation({ summary: 'Removes a webhook: nothing is sent there any more' })
  async remove(@Param() path: WebhookPath, @Req() { headers }: FastifyRequest): Promise<void> {
    await this.change(path, headers, (rows, { id }) => rows.delete(id));
  }

  @Post(':webhookId/enabling')
  @HttpCode(200)
  @ApiOperation({
    summary: 'Enables a webhook that was disabled: it begins again where it stopped',
  })
  async enable(@Param() path: WebhookPath, @Req() { headers }: FastifyRequest) {
    const nextAttemptAt = new Date(this.clock.nowMs());
    return this.change(path, headers, async (rows, { id }) => {
      await rows.update(id, { disabledAt: null, failures: 0, nextAttemptAt });
      return shown(await find(rows, path));
    });
  }

  @Post(':webhookId/rotation')
  @HttpCode(200)
  @ApiOperation({
    summary: 'Draws another secret, told once; for a day the old one signs beside it',
  })
  async rotate(@Param() path: WebhookPath, @Req() { headers }: FastifyRequest) {
    const secret = drawSecret();
    const previousUntil = new Date(this.clock.nowMs() + ROTATION_MS);
    return this.change(path, headers, async (rows, row) => {
      await rows.update(row.id, { secret, previousSecret: row.secret, previousUntil });
      return { ...shown(await find(rows, path)), secret };
    });
  }

  /** In the version that `If-Match` names, which nobody changes meanwhile. */
  private change<Answer>(
    path: WebhookPath,
    { 'if-match': ifMatch }: FastifyRequest['headers'],
    change: (rows: Repository<WebhookRow>, row: WebhookRow) => Promise<Answer>,
  ): Promise<Answer> {
    return this.dataSource.transaction(async (manager) => {
      const rows = manager.getRepository(WebhookRow);
      const row = await find(rows, path, { mode: 'pessimistic_write' });
      requireMatch(ifMatch, versionOf(row));
      return change(rows, row);
    });
  }

  private async head(marketId: string): Promise<number> {
    const heads = await this.store.heads();
    return heads.find(({ partition }) => partition === marketId)?.position ?? 0;
  }

  private get rows(): Repository<WebhookRow> {
    return this.dataSource.getRepository(WebhookRow);
  }
}

const drawSecret = (): string => `whsec_${randomBytes(SECRET_BYTES).toString('base64')}`;

const find = async (
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
const versionOf = ({ url, types, secret, disabledAt }: WebhookRow): string =>
  digest([url, types, secret, disabledAt?.toISOString() ?? null]).slice(0, 16);

/** All but the secrets. */
const shown = ({ secret: _, previousSecret: __, nextAttemptAt: ___, ...row }: WebhookRow) => row;
