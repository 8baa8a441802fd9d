import { Controller, Get, Inject, Param, Query } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiPropertyOptional, ApiTags } from '@nestjs/swagger';
import {
  accountChangesSchema,
  billChangesSchema,
  readingChangesSchema,
  type SettlementDryRun,
  settlementDryRunSchema,
} from '@trueque/contracts';
import {
  badCursor,
  Cursor,
  decodeCursor,
  encodeCursor,
  Limit,
  openApiOf,
  parsedBody,
  problem,
} from '@trueque/http';
import { CLOCK, type Clock, isoInstant } from '@trueque/kernel';
import { IsOptional, IsString } from 'class-validator';
import { z } from 'zod';
import { BillingRuns } from './billing-runs.js';
import { askedWindow } from './bodies.js';
import { type DryRunLists, FIRST_ROWS } from './dry-runs.js';
import type { Window } from './window-auctions.js';

export class DryRunQuery {
  @ApiPropertyOptional({ description: 'What was known then, nothing later.' })
  @IsOptional()
  @IsString()
  asOf?: string;
}

export class DryRunRowsQuery extends DryRunQuery {
  @Limit(1000, FIRST_ROWS)
  limit?: number;

  @Cursor()
  cursor?: string;
}

type List = keyof DryRunLists;

/** `/bills`: as pages, the largest changes first. */
const Rows = (schema: z.ZodType) =>
  ApiOkResponse({
    content: {
      'application/json': { schema: openApiOf(schema) },
      'text/csv': { schema: { type: 'string' } },
    },
  });

/** What another settlement run over local days `[from, to)` would change. Nothing of it is kept. */
@ApiTags('settlement')
@Controller('markets/:marketId/settlement-runs/:from/:to/dry-run')
export class DryRunsController {
  constructor(
    private readonly runs: BillingRuns,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  @Get()
  @ApiOperation({
    summary: 'What another run would change in all, by community, and its largest changes',
  })
  @ApiOkResponse({ content: { 'application/json': { schema: openApiOf(settlementDryRunSchema) } } })
  async dryRun(@Param() window: Window, @Query() { asOf }: DryRunQuery): Promise<SettlementDryRun> {
    const run = await this.runs.dryRun(askedOf(window, asOf), this.now());
    if (run === undefined) throw marketUnknown(window);
    const { totals, asOfPosition } = run;
    const next = (list: List) =>
      totals[list] > FIRST_ROWS ? cursorOf(asOfPosition, FIRST_ROWS) : null;
    const nextCursors = {
      ...{ accounts: next('accounts'), bills: next('bills'), readings: next('readings') },
    };
    return { ...run, nextCursors };
  }

  @Get('bills')
  @ApiOperation({ summary: 'The bills that another run would issue, the largest changes first' })
  @Rows(billChangesSchema)
  bills(@Param() window: Window, @Query() query: DryRunRowsQuery) {
    return this.rows('bills', window, query);
  }

  @Get('accounts')
  @ApiOperation({ summary: 'The accounts that it would book on, the largest changes first' })
  @Rows(accountChangesSchema)
  accounts(@Param() window: Window, @Query() query: DryRunRowsQuery) {
    return this.rows('accounts', window, query);
  }

  @Get('readings')
  @ApiOperation({ summary: 'What meters told since the last run, the largest changes first' })
  @Rows(readingChangesSchema)
  readings(@Param() window: Window, @Query() query: DryRunRowsQuery) {
    return this.rows('readings', window, query);
  }

  private async rows(list: List, window: Window, query: DryRunRowsQuery) {
    const { limit = FIRST_ROWS, cursor, asOf } = query;
    const [position, from] = placeOf(cursor);
    const slice = { list, from, limit, position };
    const found = await this.runs.dryRunRows(askedOf(window, asOf), slice, this.now());
    if (found === undefined) throw marketUnknown(window);
    const { rows: items, isEnd, asOfPosition } = found;
    return isEnd ? { items } : { items, nextCursor: cursorOf(asOfPosition, from + limit) };
  }

  private now(): string {
    return isoInstant(this.clock.nowMs());
  }
}

const askedOf = ({ marketId, ...days }: Window, asOf: string | undefined) => ({
  ...{ marketId, ...parsedBody(askedWindow, { ...days, asOf }) },
});

/** Where a page begins: of what was known at a position, so that all pages are of one dry run. */
const cursorOf = (asOfPosition: number, from: number): string => encodeCursor([asOfPosition, from]);

const place = z.tuple([z.int().min(0), z.int().min(0)]);

const placeOf = (cursor: string | undefined): readonly [number | undefined, number] => {
  if (cursor === undefined) return [undefined, 0];
  const known = place.safeParse(decodeCursor(cursor));
  if (known.success) return known.data;
  throw badCursor();
};

const marketUnknown = ({ marketId }: Window) =>
  problem(404, 'market-unknown', `There is no market ${marketId}.`);
