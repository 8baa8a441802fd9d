import 'reflect-metadata';
import { EVENT_STORE, type EventStore } from '@trueque/event-store';
import { ConsumerRunner } from '@trueque/messaging';
import { speakDemonstration } from '@trueque/reporting/testing';
import { createService } from '@trueque/service';
import { freshDatabase } from '../../../test/support/index.js';
import { reportingService } from './reporting-service.js';

const started = async (databaseUrl: string) => {
  const app = await createService(reportingService, {
    ...{ databaseUrl, identity: { publicMarkets: ['sierra-crest'] } },
  });
  await app.init();
  await app.getHttpAdapter().getInstance().ready();
  return app;
};

describe('reporting as a process of its own', () => {
  it('reads what others wrote into the event store, and after a restart has it at once', async () => {
    const databaseUrl = await freshDatabase();
    const first = await started(databaseUrl);
    await speakDemonstration(first.get<EventStore>(EVENT_STORE, { strict: false }));
    await first.get(ConsumerRunner).idle();
    const url = '/markets/sierra-crest/auctions';
    const before = await first.inject({ url });
    await first.close();
    expect(before.json().items).toHaveLength(6);

    const second = await started(databaseUrl);
    expect((await second.inject({ url })).json()).toEqual(before.json());
    expect((await second.inject({ url: '/health/ready' })).statusCode).toBe(200);
    await second.close();
  });

  it('serves the page and what the page needs, and nothing else of its folders', async () => {
    const app = await started(await freshDatabase());
    const page = await app.inject({ url: '/' });
    expect([page.statusCode, page.headers['content-type']]).toEqual([
      200,
      'text/html; charset=utf-8',
    ]);
    expect(page.headers['content-security-policy']).toContain("default-src 'self'");
    const files = [...page.body.matchAll(/(?:src|href)="(page\/[^"]+)"/g)].map(([, file]) => file);
    for (const file of [...files, 'page/vendor/echarts.min.js'])
      expect([file, (await app.inject({ url: `/${file}` })).statusCode]).toEqual([file, 200]);
    for (const file of [
      'page/../src/index.ts',
      'page/vendor/package.json',
      'page/vendor/echarts.js',
    ])
      expect([file, (await app.inject({ url: `/${file}` })).statusCode]).toEqual([file, 404]);
    await app.close();
  });

  it('says which database it cannot reach', async () =>
    expect(started('postgres://nobody@127.0.0.1:1/nothing')).rejects.toThrow(/127\.0\.0\.1:1/));
});
