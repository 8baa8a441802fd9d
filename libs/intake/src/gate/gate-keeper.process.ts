import {
  type BeforeApplicationShutdown,
  Inject,
  Injectable,
  Logger,
  type OnApplicationBootstrap,
} from '@nestjs/common';
import { EVENT_STORE, type EventStore } from '@trueque/event-store';
import { CLOCK, type Clock, isoInstant } from '@trueque/kernel';
import { gateLatenessSeconds } from '@trueque/metrics';
import { DataSource, LessThanOrEqual } from 'typeorm';
import { auctionStream } from '../command-edge.js';
import { PeerCredits } from '../credit/peer-credits.js';
import { auction } from '../domain/auction.decider.js';
import { GateRow } from './gate.row.js';

/** How late a closing may be recorded. Offers are refused from the announced instant on, whatever it is. */
const LOOK_EVERY_MS = 500;
const GATES_AT_ONCE = 100;

/**
 * Closes every gate whose time has come, in the order of their times; those that fell due while
 * nobody was there come first. Several keepers do no harm: a gate closes once.
 */
@Injectable()
export class GateKeeper implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly logger = new Logger(GateKeeper.name);
  private timer: NodeJS.Timeout | undefined;
  private round: Promise<unknown> = Promise.resolve();

  constructor(
    @Inject(EVENT_STORE) private readonly store: EventStore,
    @Inject(CLOCK) private readonly clock: Clock,
    private readonly dataSource: DataSource,
    private readonly credits: PeerCredits,
  ) {}

  onApplicationBootstrap(): void {
    this.schedule();
  }

  async beforeApplicationShutdown(): Promise<void> {
    clearTimeout(this.timer);
    this.timer = undefined;
    await this.round;
  }

  /** Closes what is due now and says how many gates that were. */
  async closeDue(): Promise<number> {
    const due = await this.dataSource.getRepository(GateRow).find({
      where: { gateClosesAt: LessThanOrEqual(new Date(this.clock.nowMs())) },
      order: { gateClosesAt: 'ASC', marketId: 'ASC', auctionId: 'ASC' },
      take: GATES_AT_ONCE,
    });
    for (const gate of due) await this.close(gate);
    return due.length;
  }

  private async close({ marketId, auctionId, gateClosesAt }: GateRow): Promise<void> {
    const at = isoInstant(gateClosesAt.getTime());
    const nowMs = this.clock.nowMs();
    const facts = { at, credits: await this.credits.of({ marketId, auctionId }) };
    const command = { type: 'CloseGate', marketId, auctionId, facts } as const;
    const outcome = await this.store.transact(
      auction,
      auctionStream(marketId, auctionId),
      command,
      {
        partition: marketId,
        causedBy: 'gate-keeper',
        // Nobody asked for it: all that follows is found by the auction's name.
        correlationId: auctionStream(marketId, auctionId),
        actor: 'gate-keeper',
        occurredAt: isoInstant(nowMs),
      },
    );
    if (outcome.status === 'refused') this.logger.error(`${outcome.reason}: ${outcome.detail}`);
    else gateLatenessSeconds.observe((nowMs - gateClosesAt.getTime()) / 1_000);
  }

  private schedule(): void {
    this.timer = setTimeout(() => {
      this.round = this.look();
    }, LOOK_EVERY_MS);
  }

  /** A database that is ill today is asked again; the gates stay in the table meanwhile. */
  private async look(): Promise<void> {
    try {
      await this.closeDue();
    } catch (error) {
      this.logger.warn({ err: error }, 'gates could not be closed, trying again');
    }
    if (this.timer !== undefined) this.schedule();
  }
}
