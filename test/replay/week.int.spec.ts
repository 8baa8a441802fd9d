import { type ClearedAgain, clearAgain } from '@trueque/clearing';
import { EVENT_STORE, type EventStore } from '@trueque/event-store';
import { loadHighs } from '@trueque/highs';
import { ConsumerRunner } from '@trueque/messaging';
import { PassThrough } from 'node:stream';
import { DataSource } from 'typeorm';
import { demonstrate } from '../../apps/standalone/src/demonstration/demonstrate.js';
import { startStandalone, type Standalone } from '../../apps/standalone/src/standalone.js';
import { dataFolder } from '../flow/spawned-standalone.js';
import { freshDatabase, OPERATOR_KEY } from '../support/index.js';
import { readModelRows } from './read-model-rows.js';

const access = (baseUrl: string) => ({
  ...{ baseUrl, key: OPERATOR_KEY },
  signal: new AbortController().signal,
});

describe('the demonstration week, replayed', () => {
  const data = dataFolder();
  let trueque: Standalone;
  let runner: ConsumerRunner;
  let dataSource: DataSource;

  beforeAll(async () => {
    trueque = await startStandalone({
      port: 0,
      host: '127.0.0.1',
      databaseUrl: await freshDatabase(),
      dataFolder: data.path,
      demonstration: false,
      logLevel: 'error',
      identity: { firstKey: OPERATOR_KEY },
    });
    [runner, dataSource] = [trueque.app.get(ConsumerRunner), trueque.app.get(DataSource)];
    await demonstrate(access(trueque.url), new PassThrough());
    await runner.idle();
  }, 120_000);

  afterAll(() => trueque.stop().finally(data.remove));

  it('gives the same rows when every read model is made again from position 0', async () => {
    const before = await readModelRows(dataSource);
    expect([...before.values()].flat().length).toBeGreaterThan(1000);
    for (const name of runner.projections()) await runner.rebuild(name);
    expect(await readModelRows(dataSource)).toEqual(before);
  });

  it('clears to the same hash again, auction by auction, with certificates that hold', async () => {
    const store: EventStore = trueque.app.get(EVENT_STORE);
    const again: ClearedAgain[] = [];
    for await (const cleared of clearAgain(store, 'sierra-crest', await loadHighs()))
      again.push(cleared);
    expect(again).toHaveLength(7);
    expect(again.flatMap(({ differences }) => differences)).toEqual([]);
    expect(new Set(again.map(({ recordedHash }) => recordedHash)).size).toBe(7);
  });

  it('lost nothing on the way: no dead letter, no refusal, no lag', async () => {
    for (const status of await runner.status())
      expect(status).toMatchObject({ lag: 0, refused: 0, deadLetters: 0, errors: [] });
  });

  it('is not seeded twice by a second demonstration', async () => {
    const before = await trueque.app.get(DataSource).query('SELECT * FROM messaging.checkpoint');
    const output = new PassThrough();
    await demonstrate(access(trueque.url), output);
    await runner.idle();
    // No progress, only what the week would have come to under other rules.
    expect(String(output.read())).toMatch(/^trueque: [^\n]+\n  http\S+\n$/);
    expect(await dataSource.query('SELECT * FROM messaging.checkpoint')).toEqual(before);
  });
});
