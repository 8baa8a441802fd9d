import { Injectable } from '@nestjs/common';
import type { RecordedEvent } from '@trueque/event-store';
import type { Projection } from '@trueque/messaging';
import type { EntityManager, MigrationInterface, QueryRunner } from 'typeorm';

/** Keeps a row for every offer, as a read model does, and remembers when each came. */
@Injectable()
export class StoredOffers implements Projection {
  readonly kind = 'projection';
  readonly name = 'bench.offers.v1';
  readonly types = ['OfferSubmitted'] as const;
  /** None that are entities: it is measured and never rebuilt. */
  readonly rows = [];
  /** Milliseconds of this process's clock, by market and position. */
  readonly cameAtMs = new Map<string, number>();

  async project(events: readonly RecordedEvent[], manager: EntityManager): Promise<void> {
    await manager.query(
      `INSERT INTO bench.offer SELECT * FROM unnest($1::text[], $2::bigint[], $3::json[])`,
      [
        events.map(({ partition }) => partition),
        events.map(({ position }) => position),
        events.map(({ data }) => JSON.stringify(data)),
      ],
    );
    const nowMs = performance.now();
    for (const { partition, position } of events)
      this.cameAtMs.set(`${partition}/${position}`, nowMs);
  }
}

export class BenchOffers1763990000000 implements MigrationInterface {
  readonly name = 'BenchOffers1763990000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query('CREATE SCHEMA bench');
    await runner.query(
      'CREATE TABLE bench.offer (market text, position bigint, data json, PRIMARY KEY (market, position))',
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP SCHEMA bench CASCADE');
  }
}
