import { Controller, Get, Param, Query } from '@nestjs/common';
import {
  billedWindowsSchema,
  consumerLagsSchema,
  deadLettersSchema,
  deliveriesSchema,
  missingReadingsSchema,
  noticesSchema,
  settlementWindowsSchema,
  solveTimesSchema,
} from '@trueque/contracts';
import { DataSource } from 'typeorm';
import { ReadSide } from '../api/described.js';
import { ReadModels } from '../api/read-models.js';
import { Answers } from '../insights/answers.js';
import { Scopes } from '../insights/scope.js';
import { ScopeQuery } from '../insights/scope-query.js';
import { missingReadings } from './missing-readings.js';
import { Operations } from './operations.js';
import { MissingQuery } from './operations-query.js';

/** What an operator looks at when something seems wrong, and when nothing does. */
@ReadSide('Operations')
@Controller('markets/:marketId')
export class OperationsController {
  constructor(
    private readonly models: ReadModels,
    private readonly scopes: Scopes,
    private readonly operations: Operations,
    private readonly dataSource: DataSource,
  ) {}

  @Get('consumers')
  @Answers(consumerLagsSchema, 'How far each consumer and projection came')
  async consumers(@Param('marketId') marketId: string) {
    await this.models.market(marketId);
    return { items: await this.operations.consumerLags(marketId) };
  }

  @Get('dead-letters')
  @Answers(deadLettersSchema, 'Events that a consumer could not take, and why')
  async deadLetters(@Param('marketId') marketId: string) {
    await this.models.market(marketId);
    return { items: await this.operations.deadLetters(marketId) };
  }

  @Get('solve-times')
  @Answers(solveTimesSchema, 'From the closing of each gate to its answer')
  async solveTimes(@Param('marketId') marketId: string, @Query() query: ScopeQuery) {
    const scope = await this.scopes.of(marketId, query);
    return { items: await this.operations.solveTimes(scope) };
  }

  @Get('deliveries')
  @Answers(deliveriesSchema, 'Each auction with its settlement runs and what meters told of it')
  async deliveries(@Param('marketId') marketId: string, @Query() query: ScopeQuery) {
    const scope = await this.scopes.of(marketId, query);
    return { items: await this.operations.deliveries(scope) };
  }

  @Get('missing-readings')
  @Answers(missingReadingsSchema, 'Meters that told nothing, not all, or only an estimate')
  async missingReadings(@Param('marketId') marketId: string, @Query() query: MissingQuery) {
    const { cursor, limit, ...scope } = query;
    const page = { cursor, limit };
    return missingReadings(this.dataSource, await this.scopes.of(marketId, scope), page);
  }

  @Get('notices')
  @Answers(noticesSchema, 'What people in the market should know, the latest first')
  async notices(@Param('marketId') marketId: string) {
    await this.models.market(marketId);
    return { items: await this.operations.notices(marketId) };
  }

  @Get('billed-windows')
  @Answers(billedWindowsSchema, 'Which local days bills were issued for, the latest first')
  async billedWindows(@Param('marketId') marketId: string) {
    await this.models.market(marketId);
    return { items: await this.operations.billedWindows(marketId) };
  }

  @Get('settlement-windows')
  @Answers(settlementWindowsSchema, 'Settlements of local days, the latest first')
  async settlementWindows(@Param('marketId') marketId: string) {
    await this.models.market(marketId);
    return { items: await this.operations.settlementWindows(marketId) };
  }
}
