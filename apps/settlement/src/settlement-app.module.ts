import { type DynamicModule, Module } from '@nestjs/common';
import { eventStoreMigrations, EventStoreModule } from '@trueque/event-store';
import { type HealthCheck, HealthModule } from '@trueque/http';
import {
  ConsumerRunner,
  messagingEntities,
  messagingMigrations,
  MessagingModule,
} from '@trueque/messaging';
import { PostgresModule } from '@trueque/postgres';
import { settlementConsumers, SettlementModule } from '@trueque/settlement';

/** Settlement as a process of its own: it reads the event store, and writes what it settled there. */
@Module({})
export class SettlementAppModule {
  static forRoot(databaseUrl: string): DynamicModule {
    return {
      module: SettlementAppModule,
      imports: [
        PostgresModule.forRoot({
          url: databaseUrl,
          entities: messagingEntities,
          migrations: [...eventStoreMigrations, ...messagingMigrations],
        }),
        EventStoreModule.forRoot(),
        SettlementModule,
        MessagingModule.forRoot({ consumers: settlementConsumers }),
        HealthModule.forRoot({ inject: [ConsumerRunner], useFactory: healthChecks }),
      ],
    };
  }
}

const healthChecks = (runner: ConsumerRunner): readonly HealthCheck[] => [
  { name: 'consumers', check: () => runner.status() },
];
