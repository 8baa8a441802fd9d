import 'reflect-metadata';
import { Module } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { ServiceModule } from '@trueque/service';
import { setTimeout as sleep } from 'node:timers/promises';
import { BenchOffers1763990000000, StoredOffers } from '../bus/stored-offers.projection.js';
import { EVENT_STORE, type EventStore } from '@trueque/event-store';

const LOOK_MS = 5;

@Module({ providers: [StoredOffers], exports: [StoredOffers] })
class OffersModule {}

/** A service with one projection that begins at position 0, its checkpoint in every transaction. */
export const rebuildRate = async (databaseUrl: string): Promise<number> => {
  const service = {
    ...{ name: 'bench', portByDefault: 0, module: OffersModule, consumers: [StoredOffers] },
    migrations: [BenchOffers1763990000000],
  };
  const app = await NestFactory.createApplicationContext(
    ServiceModule.forRoot(service, { databaseUrl }),
    { logger: false, abortOnError: false },
  );
  try {
    const store = app.get<EventStore>(EVENT_STORE, { strict: false });
    const heads = await store.heads();
    const events = heads.reduce((sum, { position }) => sum + position, 0);
    return await untilStored(app.get(StoredOffers, { strict: false }), events);
  } finally {
    await app.close();
  }
};

/** From the first events that are stored to the last ones. */
const untilStored = async ({ cameAtMs }: StoredOffers, events: number): Promise<number> => {
  while (cameAtMs.size === 0) await sleep(LOOK_MS);
  const first = cameAtMs.size;
  const startedMs = performance.now();
  while (cameAtMs.size < events) await sleep(LOOK_MS);
  return ((events - first) / (performance.now() - startedMs)) * 1000;
};
