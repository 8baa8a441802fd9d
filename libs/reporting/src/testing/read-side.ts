import { EVENT_STORE, type EventStore, InMemoryEventStore } from '@trueque/event-store';
import { createHttpApp, openApi } from '@trueque/http';
import {
  ConsumerRunner,
  messagingEntities,
  messagingMigrations,
  MessagingModule,
} from '@trueque/messaging';
import { PostgresModule } from '@trueque/postgres';
import { CLOCK } from '@trueque/kernel';
import { Global, Module } from '@nestjs/common';
import { DataSource } from 'typeorm';
import {
  reportingConsumers,
  reportingEntities,
  reportingMigrations,
  ReportingModule,
} from '../index.js';

/** The read side over HTTP, on a real PostgreSQL; the other contexts are the given store. */
export const startReadSide = async (url: string, store: EventStore = new InMemoryEventStore()) => {
  @Global()
  @Module({
    providers: [
      { provide: EVENT_STORE, useValue: store },
      { provide: CLOCK, useValue: { nowMs: () => Date.now() } },
    ],
    exports: [EVENT_STORE, CLOCK],
  })
  class StoreModule {}

  @Module({
    imports: [
      PostgresModule.forRoot({
        url,
        entities: [...messagingEntities, ...reportingEntities],
        migrations: [...messagingMigrations, ...reportingMigrations],
      }),
      StoreModule,
      ReportingModule,
      MessagingModule.forRoot({ consumers: reportingConsumers }),
    ],
  })
  class ReadSideModule {}

  const app = await createHttpApp(ReadSideModule, { logger: false });
  openApi(app);
  await app.listen(0, '127.0.0.1');
  const runner = app.get(ConsumerRunner);
  const address = (await app.getUrl()).replace(/\/$/, '');
  return { app, store, runner, address, dataSource: app.get(DataSource) };
};

export type ReadSide = Awaited<ReturnType<typeof startReadSide>>;
