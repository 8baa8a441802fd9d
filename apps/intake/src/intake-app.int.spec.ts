import 'reflect-metadata';
import { EVENT_STORE, type EventStore } from '@trueque/event-store';
import { createService } from '@trueque/service';
import { setTimeout as sleep } from 'node:timers/promises';
import { asOperator, freshDatabase, OPERATOR_KEY } from '../../../test/support/index.js';
import { intakeService } from './intake-service.js';

const market = {
  marketId: 'harbour',
  name: 'Harbour',
  currency: 'EUR',
  timeZone: 'Europe/Madrid',
  mtu: 'PT1H',
  rules: { structure: 'hybrid', tradeCost: 'export', pricing: 'marginal', shortage: 'reject' },
};
const auction = {
  auctionId: 'yesterday',
  start: '2020-01-01T23:00:00Z',
  periods: 24,
  gateClosesAt: '2020-01-01T11:00:00Z',
};

const started = async (databaseUrl: string) => {
  const app = await createService(intakeService, {
    ...{ databaseUrl, identity: { firstKey: OPERATOR_KEY } },
  });
  await app.init();
  await app.getHttpAdapter().getInstance().ready();
  return app;
};

const eventTypes = async (store: EventStore) =>
  (await store.readPartition('harbour', 0, 100)).map(({ type }) => type);

describe('intake as a process of its own', () => {
  it('takes a market, closes its gate in time by itself, and after a restart knows both', async () => {
    const databaseUrl = await freshDatabase();
    const first = await started(databaseUrl);
    const post = (url: string, payload: object) =>
      first.inject({ method: 'POST', url, payload, headers: asOperator });
    expect((await post('/markets', market)).statusCode).toBe(201);
    expect((await post('/markets/harbour/auctions', auction)).statusCode).toBe(201);
    const store = first.get<EventStore>(EVENT_STORE, { strict: false });
    while ((await eventTypes(store)).length < 3) await sleep(20);
    await first.close();

    const second = await started(databaseUrl);
    const again = await second.inject({
      ...{ method: 'POST', url: '/markets', payload: market, headers: asOperator },
    });
    expect(again.statusCode).toBe(200);
    expect(await eventTypes(second.get<EventStore>(EVENT_STORE, { strict: false }))).toEqual([
      'MarketOpened',
      'AuctionScheduled',
      'GateClosed',
    ]);
    expect((await second.inject({ url: '/health/ready' })).statusCode).toBe(200);
    const metrics = (await second.inject({ url: '/metrics' })).body;
    expect(metrics).toContain('trueque_log_position{partition="harbour"} 3');
    expect(metrics).toContain('trueque_gate_lateness_seconds_count 1');
    expect(metrics).toMatch(
      /trueque_consumer_lag\{consumer="intake.due-steps.v1",kind="projection"\} \d/,
    );
    expect(metrics).toContain(
      'trueque_http_request_seconds_count{method="POST",route="/markets",status="200"} 1',
    );
    await second.close();
  });

  it('says which database it cannot reach', async () =>
    expect(started('postgres://nobody@127.0.0.1:1/nothing')).rejects.toThrow(/127\.0\.0\.1:1/));
});
