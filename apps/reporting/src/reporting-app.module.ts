import { type DynamicModule, Global, Module } from '@nestjs/common';
import { eventStoreMigrations, EventStoreModule } from '@trueque/event-store';
import { type HealthCheck, HealthModule } from '@trueque/http';
import { CLOCK, type Clock } from '@trueque/kernel';
import {
  ConsumerRunner,
  messagingEntities,
  messagingMigrations,
  MessagingModule,
} from '@trueque/messaging';
import { PostgresModule } from '@trueque/postgres';
import {
  reportingConsumers,
  reportingEntities,
  reportingMigrations,
  ReportingModule,
} from '@trueque/reporting';

const systemClock: Clock = { nowMs: () => Date.now() };

/** The one place where this process reads the time of day. */
@Global()
@Module({ providers: [{ provide: CLOCK, useValue: systemClock }], exports: [CLOCK] })
class SystemClockModule {}

/** Reporting as a process of its own: read models, the read API and the page. */
@Module({})
export class ReportingAppModule {
  static forRoot(databaseUrl: string): DynamicModule {
    return {
      module: ReportingAppModule,
      imports: [
        SystemClockModule,
        PostgresModule.forRoot({
          url: databaseUrl,
          entities: [...messagingEntities, ...reportingEntities],
          migrations: [...eventStoreMigrations, ...messagingMigrations, ...reportingMigrations],
        }),
        EventStoreModule.forRoot(),
        ReportingModule,
        MessagingModule.forRoot({ consumers: reportingConsumers }),
        HealthModule.forRoot({ inject: [ConsumerRunner], useFactory: healthChecks }),
      ],
    };
  }
}

const healthChecks = (runner: ConsumerRunner): readonly HealthCheck[] => [
  { name: 'consumers', check: () => runner.status() },
];
