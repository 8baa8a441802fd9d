import {
  type BeforeApplicationShutdown,
  Inject,
  Injectable,
  Logger,
  type OnApplicationBootstrap,
} from '@nestjs/common';
import { StoreUnavailable } from '@trueque/event-store';
import { CLOCK, type Clock } from '@trueque/kernel';
import { Rounds } from '@trueque/messaging';
import { DataSource, In, LessThanOrEqual, Not } from 'typeorm';
import { CalendarKeeper } from './calendar-keeper.js';
import { DueStepRow } from './due-step.row.js';
import { DueSteps } from './due-steps.js';

/** How late a step may be recorded. What comes late is refused from the announced instant on, whatever it is. */
const LOOK_EVERY_MS = 500;
const STEPS_AT_ONCE = 100;

/**
 * Opens auctions, closes gates and lets proposals expire when their time has come, in the order of their
 * times; those that fell due while nobody was there come first. Several clocks do no harm: a step is taken once. The
 * steps stay in their table while a database is ill. One that cannot be taken holds back what follows in its own
 * market, and no other market.
 */
@Injectable()
export class MarketClock implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly logger = new Logger(MarketClock.name);
  private readonly rounds = new Rounds(
    LOOK_EVERY_MS,
    () => this.keepTime(),
    (error) => this.logger.warn({ err: error }, 'what is due could not be done, trying again'),
  );

  constructor(
    @Inject(CLOCK) private readonly clock: Clock,
    private readonly dataSource: DataSource,
    private readonly calendars: CalendarKeeper,
    private readonly steps: DueSteps,
  ) {}

  onApplicationBootstrap(): void {
    this.rounds.start();
  }

  beforeApplicationShutdown(): Promise<void> {
    return this.rounds.stop();
  }

  /** Schedules what the calendars have and takes the steps that are due now; says how many. */
  async keepTime(): Promise<number> {
    const waiting = new Set<string>();
    let done = await this.calendars.plan(this.clock.nowMs());
    for (let isMore = true; isMore;) {
      const waited = waiting.size;
      const due = await this.due(waiting);
      done += await this.takeAll(due, waiting);
      // All that was looked at may be of markets that wait.
      isMore = due.length === STEPS_AT_ONCE && waiting.size > waited;
    }
    return done;
  }

  private due(waiting: ReadonlySet<string>): Promise<readonly DueStepRow[]> {
    const now = new Date(this.clock.nowMs());
    return this.dataSource.getRepository(DueStepRow).find({
      where: { dueAt: LessThanOrEqual(now), isHeld: false, marketId: Not(In([...waiting])) },
      order: { dueAt: 'ASC', step: 'DESC', marketId: 'ASC', subject: 'ASC' },
      take: STEPS_AT_ONCE,
    });
  }

  private async takeAll(due: readonly DueStepRow[], waiting: Set<string>): Promise<number> {
    let taken = 0;
    for (const step of due) {
      if (waiting.has(step.marketId)) continue;
      if (await this.take(step)) taken += 1;
      else waiting.add(step.marketId);
    }
    return taken;
  }

  private async take(step: DueStepRow): Promise<boolean> {
    try {
      await this.steps.take(step, this.clock.nowMs());
      return true;
    } catch (error) {
      if (error instanceof StoreUnavailable) throw error;
      const what = `${step.step} of ${step.subject} in ${step.marketId}`;
      this.logger.error({ err: error }, `${what} cannot be taken, and holds back its market`);
      return false;
    }
  }
}
