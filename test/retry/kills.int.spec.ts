import { eventStoreMigrations, PostgresEventStore, verifyChain } from '@trueque/event-store';
import { type EmbeddedPostgres, openDataSource, startEmbeddedPostgres } from '@trueque/postgres';
import { once } from 'node:events';
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { everything, expectWhole, startWriter, type Writer } from './writer-process.js';

const LONG = process.env['TRUEQUE_LONG'] !== undefined;
const WRITERS_KILLED = LONG ? 20 : 2;
const SERVERS_KILLED = LONG ? 5 : 1;
const KEPT_BEFORE = 100;
const ENDLESS = 1_000_000;

/** A server of its own with fsync on, as in production: the one that tests share does without. */
describe('an acknowledged event', () => {
  const folder = mkdtempSync(join(tmpdir(), 'trueque-kills-'));
  const kept = new Map<string, number>();
  const resumedMs: number[] = [];
  let server: EmbeddedPostgres;
  let writer: Writer;
  let started = 0;

  const startServer = async () => {
    server = await startEmbeddedPostgres({ dataDir: join(folder, 'postgres') });
  };
  const write = () => (writer = startWriter(server.url, `w${(started += 1)}-`, 16, ENDLESS));
  const untilKept = async (count: number) => {
    while (writer.kept.size < count) await once(writer.process.stdout!, 'data');
  };
  const collect = async () => {
    writer.process.kill('SIGKILL');
    await writer.ended;
    for (const [cause, position] of writer.kept) kept.set(cause, position);
  };

  beforeAll(async () => {
    chmodSync(folder, 0o755);
    await startServer();
    const migrated = await openDataSource({ url: server.url, migrations: eventStoreMigrations });
    await migrated.destroy();
  });

  afterAll(async () => {
    writer.process.kill('SIGKILL');
    await server.stop();
    rmSync(folder, { recursive: true });
    const longest = Math.round(Math.max(...resumedMs));
    process.stdout.write(`after ${resumedMs.length} kills writing went on within ${longest} ms\n`);
  });

  /** The next writer is there at once, as a supervisor would have it. */
  const resume = async (killedAtMs: number) => {
    write();
    await untilKept(1);
    resumedMs.push(performance.now() - killedAtMs);
  };

  it(`outlives ${WRITERS_KILLED} processes that are killed while they write`, async () => {
    write();
    for (let kill = 0; kill < WRITERS_KILLED; kill += 1) {
      await untilKept(KEPT_BEFORE);
      const killedAtMs = performance.now();
      await collect();
      await resume(killedAtMs);
    }
    expect(kept.size).toBeGreaterThanOrEqual(WRITERS_KILLED * KEPT_BEFORE);
  });

  it(`outlives PostgreSQL, killed ${SERVERS_KILLED} times under load`, async () => {
    for (let kill = 0; kill < SERVERS_KILLED; kill += 1) {
      await untilKept(KEPT_BEFORE);
      const killedAtMs = performance.now();
      process.kill(server.pid, 'SIGKILL');
      await collect();
      await startServer();
      await resume(killedAtMs);
    }
    await collect();
  });

  it('is there once, where it was said to be, in a log without a gap', async () => {
    const dataSource = await openDataSource({ url: server.url, migrations: eventStoreMigrations });
    const store = new PostgresEventStore(dataSource);
    const events = await everything(store);
    expectWhole(events);
    const found = new Map(events.map(({ causedBy, position }) => [causedBy, position]));
    expect([...kept].filter(([cause, position]) => found.get(cause) !== position)).toEqual([]);
    expect(await verifyChain(dataSource)).toMatchObject([{ events: events.length }]);
    await store.close();
    await dataSource.destroy();
  });
});
