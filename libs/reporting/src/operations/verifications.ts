import { Inject, Injectable } from '@nestjs/common';
import type { Verification } from '@trueque/contracts';
import { EVENT_STORE, type EventStore, verifyChain } from '@trueque/event-store';
import { problem } from '@trueque/http';
import { CLOCK, type Clock, isoInstant } from '@trueque/kernel';
import { LRUCache } from 'lru-cache';
import { DataSource } from 'typeorm';
import { v7 } from 'uuid';

const JOBS_MAX = 50;

/** Walks along the chains of markets, while whoever asked looks on. A walk is known until the process ends. */
@Injectable()
export class Verifications {
  private readonly jobs = new LRUCache<string, Verification>({ max: JOBS_MAX });

  constructor(
    @Inject(EVENT_STORE) private readonly store: EventStore,
    @Inject(CLOCK) private readonly clock: Clock,
    private readonly dataSource: DataSource,
  ) {}

  /** Starts a walk, or answers the one that is on its way. */
  async start(marketId: string): Promise<Verification> {
    const running = [...this.jobs.values()].find(
      (job) => job.marketId === marketId && job.state === 'running',
    );
    if (running !== undefined) return running;
    const heads = await this.store.heads();
    const head = heads.find(({ partition }) => partition === marketId);
    const job: Verification = {
      ...{ id: v7(), marketId, state: 'running', events: 0 },
      eventsCount: head?.position ?? 0,
      ...{ hash: null, detail: null, startedAt: this.now(), endedAt: null },
    };
    this.jobs.set(job.id, job);
    void this.walk(job);
    return job;
  }

  job(marketId: string, id: string): Verification {
    const job = this.jobs.get(id);
    if (job?.marketId === marketId) return job;
    throw problem(
      404,
      'verification-unknown',
      `No verification ${id} of ${marketId} is known: the service has started again since, or it was long ago. POST /markets/${marketId}/verifications starts one.`,
    );
  }

  private async walk(job: Verification): Promise<void> {
    const tell = (change: Partial<Verification>) => this.jobs.set(job.id, { ...job, ...change });
    try {
      const [verified] = await verifyChain(this.dataSource, {
        partition: job.marketId,
        onProgress: (events) => tell({ events }),
      });
      const { events = 0, hash = '', broken } = verified ?? {};
      tell({
        ...{ events, hash, endedAt: this.now() },
        state: broken === undefined ? 'holds' : 'broken',
        detail: broken === undefined ? null : `event ${broken.position}: ${broken.detail}`,
      });
    } catch (error) {
      const detail = error instanceof Error ? error.message : String(error);
      tell({ state: 'failed', detail, endedAt: this.now() });
    }
  }

  private now(): string {
    return isoInstant(this.clock.nowMs());
  }
}
