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
import {
  type CommandContext,
  etagOf,
  openApiOf,
  parsedBody,
  problem,
  RequestContext,
} from '@trueque/http';
import { CLOCK, type Clock } from '@trueque/kernel';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { SealedSecrets } from '@trueque/vault';
import { randomBytes, randomUUID } from 'node:crypto';
import { z } from 'zod';
import { type Targets, targetProblem } from './target.js';
import { findIn, versionOf, type WebhookPath, WebhookRows } from './webhook-rows.js';
import { placeOf } from './webhook-secrets.js';
import { WEBHOOK_TARGETS } from './webhook-sender.js';
import type { WebhookRow } from './webhook.row.js';

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

/** Where a market's events are sent, signed by the convention of Standard Webhooks. */
@ApiTags('notices')
@Controller('markets/:marketId/webhooks')
export class WebhooksController {
  constructor(
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(WEBHOOK_TARGETS) private readonly targets: Targets,
    private readonly secrets: SealedSecrets,
    private readonly webhooks: WebhookRows,
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
    const id = randomUUID();
    const head = await this.webhooks.head(marketId);
    const row = await this.webhooks.table.save({
      ...{ id, marketId, url, types, since: head, position: head },
      secret: await this.secrets.seal(secret, placeOf({ id, marketId })),
      ...{ previousSecret: null, previousUntil: null, createdBy: actor, createdAt: now },
      ...{ failures: 0, nextAttemptAt: now, lastError: null, disabledAt: null },
    });
    return { ...shown(row), secret };
  }

  @Get()
  @ApiOperation({ summary: 'Webhooks of a market, disabled ones too' })
  async all(@Param('marketId') marketId: string) {
    const rows = await this.webhooks.table.find({
      where: { marketId },
      order: { createdAt: 'ASC' },
    });
    return { items: rows.map(shown) };
  }

  @Get(':webhookId')
  @ApiOperation({ summary: 'One webhook, how far it came, and what its receiver said last' })
  async one(@Param() path: WebhookPath, @Res({ passthrough: true }) reply: FastifyReply) {
    const row = await this.webhooks.find(path);
    void reply.header('ETag', etagOf(versionOf(row)));
    return shown(row);
  }

  @Delete(':webhookId')
  @HttpCode(204)
  @ApiOperation({ summary: 'Removes a webhook: nothing is sent there any more' })
  async remove(@Param() path: WebhookPath, @Req() { headers }: FastifyRequest): Promise<void> {
    await this.webhooks.change(path, headers['if-match'], (rows, { id }) => rows.delete(id));
  }

  @Post(':webhookId/enabling')
  @HttpCode(200)
  @ApiOperation({
    summary: 'Enables a webhook that was disabled: it begins again where it stopped',
  })
  async enable(@Param() path: WebhookPath, @Req() { headers }: FastifyRequest) {
    const nextAttemptAt = new Date(this.clock.nowMs());
    return this.webhooks.change(path, headers['if-match'], async (rows, { id }) => {
      await rows.update(id, { disabledAt: null, failures: 0, nextAttemptAt });
      return shown(await findIn(rows, path));
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
    return this.webhooks.change(path, headers['if-match'], async (rows, row) => {
      const sealed = await this.secrets.seal(secret, placeOf(row));
      const changed = { secret: sealed, previousSecret: row.secret, previousUntil };
      await rows.update(row.id, changed);
      return { ...shown(await findIn(rows, path)), secret };
    });
  }
}

const drawSecret = (): string => `whsec_${randomBytes(SECRET_BYTES).toString('base64')}`;

/** All but the secrets. */
const shown = ({ secret: _, previousSecret: __, nextAttemptAt: ___, ...row }: WebhookRow) => row;
