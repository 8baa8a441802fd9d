import { Global, Module } from '@nestjs/common';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { MarketRules, OffersEvent } from '@trueque/contracts';
import { EVENT_STORE, InMemoryEventStore } from '@trueque/event-store';
import { createHttpApp } from '@trueque/http';
import { CLOCK } from '@trueque/kernel';
import { SettlementModule } from '../settlement.module.js';
import { RecordedMarket } from './recorded-market.js';

/** Settlement alone over HTTP, on a store in memory that other contexts have spoken to. */
export interface BillingApp {
  readonly app: NestFastifyApplication;
  readonly market: RecordedMarket;
  get(path: string): Promise<{ status: number; body: unknown; text: string; type: string }>;
  post(path: string, body: object): Promise<{ status: number; body: unknown }>;
}

export const startBilling = async (clock = { nowMs: () => Date.now() }): Promise<BillingApp> => {
  const store = new InMemoryEventStore();
  @Global()
  @Module({
    providers: [
      { provide: EVENT_STORE, useValue: store },
      { provide: CLOCK, useValue: clock },
    ],
    exports: [EVENT_STORE, CLOCK],
  })
  class SurroundingsModule {}
  @Module({ imports: [SurroundingsModule, SettlementModule] })
  class AppModule {}
  const app = await createHttpApp(AppModule, { logger: false });
  await app.init();
  await app.getHttpAdapter().getInstance().ready();
  const market = new RecordedMarket(store);
  return {
    ...{ app, market },
    get: async (url) => {
      const { statusCode, body, headers, rawPayload } = await app.inject({ method: 'GET', url });
      const type = String(headers['content-type']);
      const text = type.startsWith('application/pdf') ? rawPayload.toString('latin1') : body;
      return { status: statusCode, body: parsed(body), text, type };
    },
    post: async (url, payload) => {
      const { statusCode, body } = await app.inject({ method: 'POST', url, payload });
      return { status: statusCode, body: parsed(body) };
    },
  };
};

const parsed = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
};

const rules: MarketRules = {
  structure: 'hybrid',
  tradeCost: 'export',
  pricing: 'marginal',
  shortage: 'reject',
};

/** The market `harbour` with one community `C1` of the given peers. */
export const harbourOf = (...peerIds: readonly string[]): OffersEvent[] => [
  {
    type: 'MarketOpened',
    data: {
      ...{ marketId: 'harbour', name: 'Harbour', currency: 'EUR' },
      ...{ timeZone: 'Europe/Madrid', mtu: 'PT1H', rules },
    },
  },
  { type: 'CommunityRegistered', data: { marketId: 'harbour', community: { id: 'C1' } } },
  ...peerIds.map((peerId): OffersEvent => ({
    type: 'PeerRegistered',
    data: { ...{ marketId: 'harbour', peerId, communityId: 'C1' }, role: 'prosumer' },
  })),
];
