import { type DynamicModule, Module } from '@nestjs/common';
import { clearingConsumers, ClearingModule } from '@trueque/clearing';
import {
  EVENT_STORE,
  type EventStore,
  eventStoreMigrations,
  EventStoreModule,
} from '@trueque/event-store';
import { type HealthCheck, HealthModule } from '@trueque/http';
import {
  identityEntities,
  identityMigrations,
  IdentityModule,
  type IdentityOptions,
} from '@trueque/identity';
import { intakeConsumers, intakeEntities, intakeMigrations, IntakeModule } from '@trueque/intake';
import {
  ConsumerRunner,
  messagingEntities,
  messagingMigrations,
  MessagingModule,
} from '@trueque/messaging';
import { MetricsModule } from '@trueque/metrics';
import {
  noticesConsumers,
  noticesEntities,
  noticesMigrations,
  NoticesModule,
} from '@trueque/notices';
import { PostgresModule } from '@trueque/postgres';
import { ReplayModule } from '@trueque/replay';
import {
  ledgerReading,
  reportingConsumers,
  reportingEntities,
  reportingMigrations,
  ReportingModule,
} from '@trueque/reporting';
import { consumersHealth, processReadings, SystemClockModule } from '@trueque/service';
import { settlementConsumers, SettlementModule } from '@trueque/settlement';
import { join } from 'node:path';
import { DataSource } from 'typeorm';

export interface StandaloneOptions {
  readonly databaseUrl: string;
  /** Where replays keep their runs. */
  readonly dataFolder: string;
  readonly identity: IdentityOptions;
}

/** All contexts on one event store and the in-process transport, and replays beside them. */
@Module({})
export class StandaloneModule {
  static forRoot({ databaseUrl, dataFolder, identity }: StandaloneOptions): DynamicModule {
    return {
      module: StandaloneModule,
      imports: [
        SystemClockModule,
        PostgresModule.forRoot({ url: databaseUrl, entities, migrations }),
        EventStoreModule.forRoot(),
        IdentityModule.forRoot(identity),
        IntakeModule,
        ClearingModule,
        SettlementModule,
        ReportingModule,
        NoticesModule,
        ReplayModule.forRoot(() => join(dataFolder, 'runs')),
        MessagingModule.forRoot({ consumers }),
        HealthModule.forRoot({ inject: [DataSource, ConsumerRunner], useFactory: healthChecks }),
        MetricsModule.forRoot({
          inject: [EVENT_STORE, ConsumerRunner, DataSource],
          useFactory: readings,
        }),
      ],
    };
  }
}

const entities = [
  ...messagingEntities,
  ...identityEntities,
  ...intakeEntities,
  ...reportingEntities,
  ...noticesEntities,
];

const migrations = [
  ...eventStoreMigrations,
  ...messagingMigrations,
  ...identityMigrations,
  ...intakeMigrations,
  ...reportingMigrations,
  ...noticesMigrations,
];

const consumers = [
  ...intakeConsumers,
  ...clearingConsumers,
  ...settlementConsumers,
  ...reportingConsumers,
  ...noticesConsumers,
];

const readings = (store: EventStore, runner: ConsumerRunner, dataSource: DataSource) => [
  ...processReadings(store, runner),
  ledgerReading(dataSource),
];

const healthChecks = (dataSource: DataSource, runner: ConsumerRunner): readonly HealthCheck[] => [
  { name: 'database', check: () => dataSource.query('SELECT 1').then(() => 'ok') },
  { name: 'consumers', check: () => consumersHealth(runner) },
];
