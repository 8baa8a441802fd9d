import { openDataSource } from '@trueque/postgres';
import { mkdtempSync, rmSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client } from 'pg';
import type { DataSource } from 'typeorm';
import { freshDatabase } from '../../../../test/support/index.js';
import { type RecordedEvent, StoreUnavailable } from '../event-store.port.js';
import { eventStoreMigrations } from '../migrations/event-store-migrations.js';
import { PostgresEventStore } from '../postgres/postgres-event-store.js';
import { letAMonthGoBy } from '../testing/aged-log.js';
import { collect, from } from '../testing/event-store.contract.js';
import { register, roster } from '../testing/roster.decider.js';
import { LogVerifier } from '../verification/log-verifier.js';
import { verifyChain } from '../verification/verify-chain.js';
import { archiveMonths } from './archive-months.js';

const options = from({ partition: 'harbour', causedBy: 'first' });

describe('an archived month', () => {
  const folder = mkdtempSync(join(tmpdir(), 'trueque-archive-'));
  let url: string;
  let dataSource: DataSource;
  let superuser: Client;
  let store: PostgresEventStore;
  let before: readonly RecordedEvent[];

  const everything = () => store.readPartition('harbour', 0, 100);

  beforeAll(async () => {
    process.env['TRUEQUE_ARCHIVE'] = folder;
    url = await freshDatabase();
    dataSource = await openDataSource({ url, migrations: eventStoreMigrations });
    superuser = new Client({ connectionString: url });
    await superuser.connect();
    store = new PostgresEventStore(dataSource);
    await store.transact(roster, 'm', register('C1', 'C2'), options);
    await store.transact(roster, 'n', register('C1'), from({ partition: 'harbour' }));
    await store.transact(roster, 'm', register('C3'), from({ partition: 'harbour' }));
    await store.transact(roster, 'm', register('C1'), from({ partition: 'south' }));
    await letAMonthGoBy(superuser, url);
    await store.transact(roster, 'm', register('C4'), from({ partition: 'harbour' }));
    before = await everything();
    await store.close();
  });

  afterAll(async () => {
    delete process.env['TRUEQUE_ARCHIVE'];
    await superuser.end();
    await dataSource.destroy();
    rmSync(folder, { recursive: true });
  });

  beforeEach(() => (store = new PostgresEventStore(dataSource)));
  afterEach(() => store.close());

  it('is in one file for each market, with the ends of its chain', async () => {
    const progress: string[] = [];
    const onProgress = ({ events, partition, step }: Parameters<Progress>[0]) =>
      progress.push(`${partition}: ${step} ${events}`);
    const archived = await archiveMonths({ url, drop: true, onProgress });
    expect(archived).toMatchObject([
      { partition: 'harbour', firstPosition: 1, lastPosition: 4, hash: before[3]?.hash },
      { partition: 'south', firstPosition: 1, lastPosition: 1, hashBefore: '00'.repeat(32) },
    ]);
    expect(progress).toContain('harbour: verifying 4');
    const { rows } = await superuser.query('select count(*)::int as kept from es.event');
    expect(rows).toEqual([{ kept: 1 }]);
  });

  it('is read as the table is read', async () => {
    expect(await everything()).toEqual(before);
    expect(await store.readPartition('harbour', 1, 2)).toEqual(before.slice(1, 3));
    const types = [...new Set(before.map(({ type }) => type))];
    expect(await store.readPartition('harbour', 0, 100, types)).toEqual(before);
    expect(await store.readPartition('harbour', 1, 2, types)).toEqual(before.slice(1, 3));
    expect(await store.readPartition('harbour', 0, 100, ['Unheard'])).toEqual([]);
    const stream = before.filter((event) => event.stream === 'roster-m');
    expect(await collect(store.readStream('harbour', 'roster-m'))).toEqual(stream);
    const { state } = await store.load(roster, 'm', 'harbour');
    expect(state.communityIds).toEqual(['C1', 'C2', 'C3', 'C4']);
  });

  it('is verified as the table is verified', async () => {
    expect(await verifyChain(dataSource)).toEqual([
      { partition: 'harbour', events: 5, hash: before[4]?.hash },
      { partition: 'south', events: 1, hash: expect.any(String) },
    ]);
  });

  it('is verified span by span, one that begins inside the archive too', async () => {
    const verifier = new LogVerifier(dataSource);
    const span = { partition: 'harbour', after: 2, upTo: 5 };
    expect(await verifier.span(span)).toEqual({ ...span, verifiedUpTo: 5, hash: before[4]?.hash });
    await verifier.close();
  });

  it('keeps its causes: a repeated one is answered as the first time', async () => {
    expect(await store.transact(roster, 'm', register('C1', 'C2'), options)).toEqual({
      status: 'repeated',
      events: before.slice(0, 2),
      revision: 2,
    });
    await expect(store.transact(roster, 'm', register('C9'), options)).rejects.toThrow('first');
  });

  it('is followed by what is appended to its streams', async () => {
    const next = from({ partition: 'harbour' });
    expect(await store.transact(roster, 'n', register('C2'), next)).toMatchObject({
      status: 'accepted',
      events: [{ position: 6, revision: 2 }],
    });
  });

  it('is not archived a second time', async () => expect(await archiveMonths({ url })).toEqual([]));

  it('breaks where its file was changed', async () => {
    const [file] = (await superuser.query<{ file: string }>('select file from es.archive')).rows;
    const path = join(folder, file?.file ?? '');
    const bytes = await readFile(path);
    await writeFile(path, bytes.subarray(0, bytes.length - 9));
    await expect(everything()).rejects.toThrow(StoreUnavailable);
    await expect(everything()).rejects.toThrow('is damaged');
  });
});

type Progress = NonNullable<Parameters<typeof archiveMonths>[0]['onProgress']>;
