import { type DynamicModule, Module, type Type } from '@nestjs/common';
import {
  EVENT_STORE,
  type EventStore,
  eventStoreMigrations,
  EventStoreModule,
} from '@trueque/event-store';
import { type HealthCheck, HealthModule } from '@trueque/http';
import { identityEntities, identityMigrations, IdentityModule } from '@trueque/identity';
import { kafkaEntities, kafkaMigrations, KafkaModule, KafkaService } from '@trueque/kafka';
import {
  type Consumer,
  ConsumerRunner,
  messagingEntities,
  messagingMigrations,
  MessagingModule,
} from '@trueque/messaging';
import { MetricsModule, type Reading } from '@trueque/metrics';
import { type OpenDataSourceOptions, PostgresModule } from '@trueque/postgres';
import { DataSource } from 'typeorm';
import { ClockCheck } from './clock-check.js';
import { consumersHealth } from './consumers-health.js';
import { processReadings } from './process-readings.js';
import type { ServiceConfig } from './service-config.js';
import { SystemClockModule } from './system-clock.module.js';

/** A context as a process of its own: what it is made of beside the adapters that all share. */
export interface Service {
  /** Names its consumer group, its database role and its schema. */
  readonly name: string;
  readonly portByDefault: number;
  readonly module: Type;
  readonly consumers: readonly Type<Consumer>[];
  /** What its database role may use beside its own schema and those that all share. */
  readonly schemas?: readonly string[];
  readonly entities?: readonly Type[];
  readonly migrations?: readonly MigrationType[];
  /** What it tells of itself at `/metrics` beside what every service tells. */
  readonly readings?: (dataSource: DataSource) => readonly Reading[];
}

type MigrationType = Extract<
  NonNullable<OpenDataSourceOptions['migrations']>,
  readonly unknown[]
>[number];

/** The same modules as in one process; with brokers, events travel by Kafka instead of the store. */
@Module({})
export class ServiceModule {
  static forRoot(service: Service, config: ServiceConfig): DynamicModule {
    const { name, module, consumers, entities = [], migrations = [] } = service;
    const { readings = none, schemas = [] } = service;
    const { databaseUrl, identity = {}, kafka } = config;
    return {
      module: ServiceModule,
      imports: [
        SystemClockModule,
        PostgresModule.forRoot({
          url: databaseUrl,
          role: { name: `trueque_${name}`, schemas: [name, 'messaging', 'identity', ...schemas] },
          entities: [...messagingEntities, ...kafkaEntities, ...identityEntities, ...entities],
          migrations: [
            ...[...eventStoreMigrations, ...messagingMigrations, ...kafkaMigrations],
            ...identityMigrations,
            ...migrations,
          ],
        }),
        EventStoreModule.forRoot(),
        IdentityModule.forRoot(identity),
        module,
        ...(kafka ? [KafkaModule.forRoot({ settings: kafka, service: name })] : []),
        MessagingModule.forRoot({ consumers }),
        HealthModule.forRoot({
          inject: [DataSource, ConsumerRunner, { token: KafkaService, optional: true }],
          useFactory: healthChecks,
        }),
        MetricsModule.forRoot({
          inject: [EVENT_STORE, ConsumerRunner, DataSource],
          useFactory: (store: EventStore, runner: ConsumerRunner, dataSource: DataSource) => [
            ...processReadings(store, runner),
            ...readings(dataSource),
          ],
        }),
      ],
      providers: [ClockCheck],
    };
  }
}

const none = (): readonly Reading[] => [];

const healthChecks = (
  dataSource: DataSource,
  runner: ConsumerRunner,
  kafka?: KafkaService,
): readonly HealthCheck[] => [
  { name: 'database', check: () => dataSource.query('SELECT 1').then(() => 'ok') },
  { name: 'consumers', check: () => consumersHealth(runner) },
  ...(kafka ? [{ name: 'kafka', check: () => kafka.health() }] : []),
];
