import { ConsumerRunner } from '@trueque/messaging';
import { PassThrough } from 'node:stream';
import { DataSource } from 'typeorm';
import { demonstrate } from '../../apps/standalone/src/demonstration/demonstrate.js';
import { startStandalone, type Standalone } from '../../apps/standalone/src/standalone.js';
import { freshDatabase } from '../support/index.js';
import { readModelRows } from './read-model-rows.js';

describe('the read models of the demonstration week', () => {
  let trueque: Standalone;
  let runner: ConsumerRunner;
  let dataSource: DataSource;

  beforeAll(async () => {
    trueque = await startStandalone({
      port: 0,
      host: '127.0.0.1',
      databaseUrl: await freshDatabase(),
      dataFolder: '',
      demonstration: false,
      logLevel: 'error',
    });
    [runner, dataSource] = [trueque.app.get(ConsumerRunner), trueque.app.get(DataSource)];
    await demonstrate(trueque.url, new PassThrough(), new AbortController().signal);
    await runner.idle();
  });

  afterAll(() => trueque.stop());

  it('come out the same, row by row, when all of them are made again from position 0', async () => {
    const before = await readModelRows(dataSource);
    expect([...before.values()].flat().length).toBeGreaterThan(1000);
    for (const name of runner.projections()) await runner.rebuild(name);
    expect(await readModelRows(dataSource)).toEqual(before);
  });

  it('are there for every projection that runs', () => {
    expect(runner.projections().length).toBeGreaterThanOrEqual(8);
  });

  it('lose nothing on the way: no dead letter, no refusal, no lag', async () => {
    for (const status of await runner.status())
      expect(status).toMatchObject({ lag: 0, refused: 0, deadLetters: 0, errors: [] });
  });

  it('are not seeded twice by a second demonstration', async () => {
    const before = await trueque.app.get(DataSource).query('SELECT * FROM messaging.checkpoint');
    const output = new PassThrough();
    await demonstrate(trueque.url, output, new AbortController().signal);
    await runner.idle();
    expect(output.read()).toBeNull();
    expect(await dataSource.query('SELECT * FROM messaging.checkpoint')).toEqual(before);
  });
});
