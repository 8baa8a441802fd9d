import { Body, Controller, Get, Inject, Param, Post, Query, Res } from '@nestjs/common';
import { ApiBody, ApiOperation, ApiTags } from '@nestjs/swagger';
import { isHeld, unlessHeld } from '@trueque/approvals';
import { EVENT_STORE, type EventStore } from '@trueque/event-store';
import {
  type CommandContext,
  openApiOf,
  parsedBody,
  problem,
  QueryFields,
  RequestContext,
} from '@trueque/http';
import { CLOCK, type Clock } from '@trueque/kernel';
import type { FastifyReply } from 'fastify';
import { billCsv } from '../documents/bill-csv.js';
import { billPdf } from '../documents/bill-pdf.js';
import { LANGUAGES, type Language } from '../documents/words.js';
import type { Bill } from '../domain/billing/bills.js';
import { BillingRuns } from './billing-runs.js';
import { runBody } from './bodies.js';
import { linePeriods } from './drill-down.js';
import { provenance, REFUSAL_STATUSES } from './settlement-edge.js';
import type { Window } from './window-auctions.js';

interface BillPath extends Window {
  readonly account: string;
}

/** Settlement runs over windows of delivery, and the bills that they issue. */
@ApiTags('settlement')
@Controller('markets/:marketId')
export class BillsController {
  constructor(
    private readonly runs: BillingRuns,
    @Inject(EVENT_STORE) private readonly store: EventStore,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  @Post('settlement-runs')
  @ApiOperation({
    summary:
      'Settles local days `[from, to)`; after the final run what changed is reversed and booked anew',
  })
  @ApiBody({ schema: openApiOf(runBody) })
  async settle(
    @Param('marketId') marketId: string,
    @Body() input: unknown,
    @RequestContext() context: CommandContext,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    const order = { marketId, ...parsedBody(runBody, input) };
    const settled = await this.runs.settle(order, provenance(this.clock, marketId, context));
    if (!settled) throw problem(404, 'market-unknown', `There is no market ${marketId}.`);
    const kept = unlessHeld(settled, REFUSAL_STATUSES, reply);
    if (isHeld(kept)) return kept;
    const { events } = kept;
    const run = events.find(({ type }) => type === 'WindowSettled')?.data;
    void reply.status(run ? 201 : 200);
    return run ?? { unchanged: (await this.runs.billing(order)).latest };
  }

  @Get('bills/:from/:to')
  @ApiOperation({ summary: 'The standing bill of every account for a window' })
  async bills(@Param() window: Window) {
    const { bills } = await this.runs.billing(window);
    return [...bills.values()].toSorted((a, b) => (a.account < b.account ? -1 : 1));
  }

  @Get('bills/:from/:to/:account')
  @ApiOperation({ summary: 'One bill as JSON, CSV or PDF, in English or Spanish' })
  @QueryFields({ name: 'format', enum: ['json', 'csv', 'pdf'] }, { name: 'lang', enum: LANGUAGES })
  async bill(
    @Param() path: BillPath,
    @Res({ passthrough: true }) reply: FastifyReply,
    @Query('format') format?: string,
    @Query('lang') lang?: string,
  ) {
    const { bill, issuedAt } = await this.billOf(path);
    if (format === 'csv') {
      void reply.header('Content-Type', 'text/csv; charset=utf-8');
      return billCsv(bill);
    }
    if (format !== 'pdf') return bill;
    void reply.header('Content-Type', 'application/pdf');
    return billPdf(bill, languageOf(lang), issuedAt);
  }

  @Get('bills/:from/:to/:account/lines/:code')
  @ApiOperation({ summary: 'How a line came about: its periods, and the events that told of them' })
  async line(@Param() path: BillPath & { readonly code: string }) {
    const { bill, asOfPosition } = await this.billOf(path);
    if (!bill.lines.some(({ code }) => code === path.code)) {
      throw problem(404, 'line-unknown', `The bill of ${path.account} has no line ${path.code}.`);
    }
    return linePeriods(this.store, { ...path, asOfPosition });
  }

  private async billOf(path: BillPath) {
    const { bills, latest } = await this.runs.billing(path);
    const bill: Bill | undefined = bills.get(path.account);
    if (bill && latest) {
      return { bill, issuedAt: latest.asOf, asOfPosition: latest.asOfPosition };
    }
    const detail = `No bill of ${path.account} for ${path.from} to ${path.to}.`;
    throw problem(404, 'bill-unknown', detail);
  }
}

const languageOf = (text = 'en'): Language => {
  const language = LANGUAGES.find((known) => known === text);
  if (language) return language;
  throw problem(400, 'language-unknown', `Bills are written in ${LANGUAGES.join(' and ')}.`);
};
