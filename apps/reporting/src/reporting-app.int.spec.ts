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

  it('serves the dashboard at each of its screens, its files for ever, and nothing else', async () => {
    const app = await started(await freshDatabase());
    for (const url of ['/', '/app/clearing?market=harbour', '/app/flows']) {
      const page = await app.inject({ url });
      expect([url, page.statusCode, page.headers['content-type']]).toEqual([
        ...[url, 200, 'text/html; charset=utf-8'],
      ]);
      expect(page.headers['cache-control']).toBe('no-cache');
    }
    const { body } = await app.inject({ url: '/' });
    const files = [...body.matchAll(/(?:src|href)="(\/assets\/[^"]+)"/g)].map(
      ([, file = '']) => file,
    );
    expect(files.length).toBeGreaterThan(1);
    for (const url of files) {
      const file = await app.inject({ url, headers: { 'accept-encoding': 'br' } });
      expect([url, file.statusCode, file.headers['content-encoding']]).toEqual([url, 200, 'br']);
      if (!url.includes('icon')) expect(file.headers['cache-control']).toContain('immutable');
    }
    for (const url of ['/assets/../index.html', '/assets/nothing.js', '/src/main.tsx'])
      expect([url, (await app.inject({ url })).statusCode]).toEqual([url, 404]);
    await app.close();
  });

  it('says which database it cannot reach', async () =>
    expect(started('postgres://nobody@127.0.0.1:1/nothing')).rejects.toThrow(/127\.0\.0\.1:1/));
});
