import { type DynamicModule, Global, Module } from '@nestjs/common';
import { eventStoreMigrations, EventStoreModule } from '@trueque/event-store';
import { type HealthCheck, HealthModule } from '@trueque/http';
import { intakeConsumers, intakeEntities, intakeMigrations, IntakeModule } from '@trueque/intake';
import { CLOCK, type Clock } from '@trueque/kernel';
import {
  ConsumerRunner,
  messagingEntities,
  messagingMigrations,
  MessagingModule,
} from '@trueque/messaging';
import { PostgresModule } from '@trueque/postgres';

const systemClock: Clock = { nowMs: () => Date.now() };

/** The one place where this process reads the time of day. */
@Global()
@Module({ providers: [{ provide: CLOCK, useValue: systemClock }], exports: [CLOCK] })
class SystemClockModule {}

/** Intake as a process of its own: takes what peers and meters say, and closes gates. */
@Module({})
export class IntakeAppModule {
  static forRoot(databaseUrl: string): DynamicModule {
    return {
      module: IntakeAppModule,
      imports: [
        SystemClockModule,
        PostgresModule.forRoot({
          url: databaseUrl,
          entities: [...messagingEntities, ...intakeEntities],
          migrations: [...eventStoreMigrations, ...messagingMigrations, ...intakeMigrations],
        }),
        EventStoreModule.forRoot(),
        IntakeModule,
        MessagingModule.forRoot({ consumers: intakeConsumers }),
        HealthModule.forRoot({ inject: [ConsumerRunner], useFactory: healthChecks }),
      ],
    };
  }
}

const healthChecks = (runner: ConsumerRunner): readonly HealthCheck[] => [
  { name: 'consumers', check: () => runner.status() },
];
