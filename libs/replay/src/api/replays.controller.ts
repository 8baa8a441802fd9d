import { Body, Controller, Get, Headers, HttpCode, Param, Post, Query, Res } from '@nestjs/common';
import {
  ApiAcceptedResponse,
  ApiBody,
  ApiExtraModels,
  ApiOkResponse,
  ApiOperation,
  ApiTags,
  getSchemaPath,
} from '@nestjs/swagger';
import { Cursor, encodeCursor, Limit, pageRequest, prefersCsv } from '@trueque/http';
import { IsString } from 'class-validator';
import type { FastifyReply } from 'fastify';
import { comparedPage } from '../comparison/compared-page.js';
import { comparisonRows } from '../comparison/comparison-rows.js';
import { comparisonPage } from '../page/comparison-page.js';
import { ComparisonView } from './comparison-view.js';
import { replayRequestJsonSchema, replayRequestOf } from './replay-request.js';
import { ReplayView } from './replay-view.js';
import { Replays } from './replays.js';

export class ComparisonQuery {
  @IsString() a!: string;
  @IsString() b!: string;

  @Limit(1000, 100)
  limit?: number;

  @Cursor()
  cursor?: string;
}

/** Past auctions under the same or under other rules, and what the difference comes to. */
@ApiTags('Replays')
@ApiExtraModels(ReplayView, ComparisonView)
@Controller('markets/:marketId')
export class ReplaysController {
  constructor(private readonly replays: Replays) {}

  /** Every replay of a market, those that `trueque replay` made among them. */
  @Get('replays')
  @ApiOperation({ summary: 'Replays of a market, by name' })
  @ApiOkResponse({
    content: {
      'application/json': {
        schema: {
          type: 'object',
          required: ['items'],
          properties: { items: { type: 'array', items: { $ref: getSchemaPath(ReplayView) } } },
        },
      },
      'text/csv': { schema: { type: 'string' } },
    },
  })
  async list(@Param('marketId') marketId: string): Promise<{ items: readonly ReplayView[] }> {
    return { items: await this.replays.ofMarket(marketId) };
  }

  @Get('replays/:replayId')
  @ApiOperation({ summary: 'One replay, and how far it is' })
  @ApiOkResponse({ type: ReplayView })
  one(
    @Param('marketId') marketId: string,
    @Param('replayId') replayId: string,
  ): Promise<ReplayView> {
    return this.replays.one(marketId, replayId);
  }

  /** The same question is the same replay: it goes on where it was, and takes what is new. */
  @Post('replays')
  @HttpCode(202)
  @ApiOperation({ summary: 'Replays auctions of a market, unchanged or under other rules' })
  @ApiBody({ required: false, schema: replayRequestJsonSchema() })
  @ApiAcceptedResponse({ type: ReplayView, description: 'It is on its way; see `Location`.' })
  async start(
    @Param('marketId') marketId: string,
    @Body() body: unknown,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<ReplayView> {
    const replayId = await this.replays.start(marketId, replayRequestOf(body));
    void reply.header('Location', `/markets/${marketId}/replays/${replayId}`);
    return this.replays.one(marketId, replayId);
  }

  /**
   * As JSON, as CSV, or as a page for people: what `Accept` names first. JSON has a page of peers, and
   * as many communities, those whose money changes most; CSV and the page have all.
   */
  @Get('comparison')
  @ApiOperation({ summary: 'Two replays side by side: who wins, who loses and why' })
  @ApiOkResponse({
    content: {
      'application/json': { schema: { $ref: getSchemaPath(ComparisonView) } },
      'text/csv': { schema: { type: 'string' } },
      'text/html': { schema: { type: 'string' } },
    },
  })
  async comparison(
    @Param('marketId') marketId: string,
    @Query() { a, b, ...query }: ComparisonQuery,
    @Headers('accept') accept: string | undefined,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<unknown> {
    const runs = await this.replays.compared(marketId, a, b);
    void reply.header('Vary', 'Accept').header('Cache-Control', 'no-cache');
    if (prefersCsv(accept)) return comparisonRows(runs.comparison);
    if (accept?.startsWith('text/html') !== true) {
      const { limit, after } = pageRequest(query);
      const { last, ...shown } = comparedPage(runs.comparison, limit, textOf(after));
      return { ...shown, ...(last === undefined ? {} : { nextCursor: encodeCursor(last) }) };
    }
    void reply.header('Content-Type', 'text/html; charset=utf-8');
    return comparisonPage(runs);
  }
}

const textOf = (after: unknown): string | undefined =>
  typeof after === 'string' ? after : undefined;
