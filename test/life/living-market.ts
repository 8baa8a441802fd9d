import { Global, Module } from '@nestjs/common';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { clearingConsumers, ClearingModule } from '@trueque/clearing';
import {
  EVENT_STORE,
  type EventStore,
  type RecordedEvent,
  eventStoreMigrations,
  EventStoreModule,
} from '@trueque/event-store';
import { createHttpApp } from '@trueque/http';
import {
  intakeConsumers,
  intakeEntities,
  intakeMigrations,
  IntakeModule,
  MarketClock,
} from '@trueque/intake';
import { CLOCK } from '@trueque/kernel';
import {
  ConsumerRunner,
  messagingEntities,
  messagingMigrations,
  MessagingModule,
} from '@trueque/messaging';
import {
  noticesConsumers,
  noticesEntities,
  noticesMigrations,
  NoticesModule,
  WebhookCourier,
} from '@trueque/notices';
import { PostgresModule } from '@trueque/postgres';
import {
  reportingConsumers,
  reportingEntities,
  reportingMigrations,
  ReportingModule,
} from '@trueque/reporting';
import { settlementConsumers, SettlementModule } from '@trueque/settlement';

/** Every context on one database, and a clock that stands still until it is set. */
export interface LivingMarket {
  readonly app: NestFastifyApplication;
  /** Sets the clock, and lets everything happen that is due by then. */
  until(instant: string): Promise<void>;
  /** Lets everything happen that follows from what was said. */
  rest(): Promise<void>;
  send(method: 'GET' | 'POST' | 'PUT' | 'DELETE', path: string, said?: Said): Promise<Answer>;
  events(types: readonly string[]): Promise<readonly Told[]>;
  deliverWebhooks(): Promise<number>;
  stop(): Promise<void>;
}

/** An event, as far as a test looks at it. */
interface Told {
  readonly id: string;
  readonly type: string;
  readonly data: Readonly<Record<string, unknown>>;
}

export interface Said {
  readonly body?: unknown;
  readonly actor?: string;
  readonly headers?: Readonly<Record<string, string>>;
}

interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, unknown>>;
  readonly body: ReturnType<typeof JSON.parse>;
}

const MARKET = 'harbour';

export const startLivingMarket = async (url: string, at: string): Promise<LivingMarket> => {
  const clock = { at, nowMs: () => Date.parse(clock.at) };
  @Global()
  @Module({ providers: [{ provide: CLOCK, useValue: clock }], exports: [CLOCK] })
  class HeldClockModule {}
  @Module({ imports: [HeldClockModule, ...partsOn(url)] })
  class AppModule {}
  const app = await createHttpApp(AppModule, { logger: false });
  await app.init();
  await app.getHttpAdapter().getInstance().ready();
  const runner = app.get(ConsumerRunner);
  const store: EventStore = app.get(EVENT_STORE);
  const keepTime = async () => {
    await runner.idle();
    while ((await app.get(MarketClock).keepTime()) > 0) await runner.idle();
  };
  return {
    app,
    until: async (instant) => {
      clock.at = instant;
      await keepTime();
    },
    rest: keepTime,
    send: async (method, path, { actor = 'operator:local/ana', body, headers = {} } = {}) => {
      const answer = await app.inject({
        ...{ method, url: `/markets${path}` },
        headers: {
          ...{ 'trueque-actor': actor, ...headers },
          ...(body !== undefined && { 'content-type': 'application/json' }),
        },
        ...(body !== undefined && { payload: JSON.stringify(body) }),
      });
      const { statusCode, payload } = answer;
      const parsed = payload === '' ? undefined : (JSON.parse(payload) as unknown);
      return { status: statusCode, headers: answer.headers, body: parsed };
    },
    events: async (types) =>
      (await store.readPartition(MARKET, 0, 10_000, types)) as readonly (RecordedEvent & Told)[],
    deliverWebhooks: () => app.get(WebhookCourier).deliverDue(),
    stop: () => app.close(),
  };
};

const partsOn = (url: string) => [
  PostgresModule.forRoot({
    url,
    entities: [...messagingEntities, ...intakeEntities, ...reportingEntities, ...noticesEntities],
    migrations: [
      ...[...eventStoreMigrations, ...messagingMigrations, ...intakeMigrations],
      ...[...reportingMigrations, ...noticesMigrations],
    ],
  }),
  EventStoreModule.forRoot(),
  ...[IntakeModule, ClearingModule, SettlementModule, ReportingModule, NoticesModule],
  MessagingModule.forRoot({
    consumers: [
      ...[...intakeConsumers, ...clearingConsumers, ...settlementConsumers],
      ...[...reportingConsumers, ...noticesConsumers],
    ],
  }),
];
