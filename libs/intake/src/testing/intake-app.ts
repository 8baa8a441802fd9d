import { Global, Module } from '@nestjs/common';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { eventStoreMigrations, EventStoreModule } from '@trueque/event-store';
import { createHttpApp } from '@trueque/http';
import { CLOCK } from '@trueque/kernel';
import { messagingEntities, messagingMigrations, MessagingModule } from '@trueque/messaging';
import { PostgresModule } from '@trueque/postgres';
import { STEP_PATIENCE_MS } from '../gate/due-steps.js';
import {
  intakeConsumers,
  intakeEntities,
  intakeMigrations,
  IntakeModule,
} from '../intake.module.js';

/** Set `at` to say what time it is. */
export const heldClock = { at: '2030-01-01T08:00:00Z', nowMs: () => Date.parse(heldClock.at) };

@Global()
@Module({
  providers: [
    { provide: CLOCK, useValue: heldClock },
    { provide: STEP_PATIENCE_MS, useValue: 1_000 },
  ],
  exports: [CLOCK, STEP_PATIENCE_MS],
})
class HeldClockModule {}

/** Intake alone, on a real database. */
export const startIntake = async (url: string): Promise<NestFastifyApplication> => {
  @Module({
    imports: [
      HeldClockModule,
      PostgresModule.forRoot({
        url,
        entities: [...messagingEntities, ...intakeEntities],
        migrations: [...eventStoreMigrations, ...messagingMigrations, ...intakeMigrations],
      }),
      EventStoreModule.forRoot(),
      IntakeModule,
      MessagingModule.forRoot({ consumers: intakeConsumers }),
    ],
  })
  class AppModule {}
  const app = await createHttpApp(AppModule, { logger: false });
  await app.init();
  await app.getHttpAdapter().getInstance().ready();
  return app;
};

type Headers = Readonly<Record<string, string>>;

/** Says something to an app: JSON, or text that is sent as it is. */
export const sender =
  (app: () => NestFastifyApplication) =>
  (method: 'GET' | 'POST' | 'PUT' | 'DELETE', url: string, body?: unknown, headers: Headers = {}) =>
    app().inject({
      method,
      url,
      headers: {
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...headers,
      },
      ...(body === undefined
        ? {}
        : { payload: typeof body === 'string' ? body : JSON.stringify(body) }),
    });

const rules = { structure: 'hybrid', tradeCost: 'export', pricing: 'marginal', shortage: 'reject' };
export const harbour = {
  marketId: 'harbour',
  name: 'Harbour',
  currency: 'EUR',
  timeZone: 'Europe/Madrid',
  mtu: 'PT1H',
  rules,
};
export const day = {
  auctionId: 'day-1',
  start: '2030-01-01T23:00:00Z',
  end: '2030-01-02T23:00:00Z',
  gateClosesAt: '2030-01-01T11:00:00Z',
};

/** The market, two communities, four peers, one auction. */
export const setUpHarbour = async (send: ReturnType<typeof sender>): Promise<void> => {
  await send('POST', '/markets', harbour);
  for (const communityId of ['C1', 'C2'])
    await send('POST', '/markets/harbour/communities', { communityId });
  for (const peerId of ['P1', 'P2', 'P3', 'P4'])
    await send('POST', '/markets/harbour/peers', { peerId, communityId: 'C1', role: 'consumer' });
  await send('POST', '/markets/harbour/auctions', day);
};
