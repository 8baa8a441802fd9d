import { openDataSource } from '@trueque/postgres';
import { Client } from 'pg';
import type { DataSource } from 'typeorm';
import { freshDatabase } from '../../../../test/support/index.js';
import { eventStoreMigrations } from '../migrations/event-store-migrations.js';
import type { PartitionHead } from '../event-store.port.js';
import { PostgresEventStore } from '../postgres/postgres-event-store.js';
import { from } from '../testing/event-store.contract.js';
import { register, roster } from '../testing/roster.decider.js';
import type { Break } from './diagnosis.js';
import { LogVerifier } from './log-verifier.js';
import { verifyChain } from './verify-chain.js';

describe('the chain of a partition', () => {
  const url = freshDatabase();
  let dataSource: DataSource;
  let store: PostgresEventStore;
  let superuser: Client;
  let verifier: LogVerifier;
  let checkpoint: PartitionHead;
  let partition = '';
  let tests = 0;

  beforeAll(async () => {
    dataSource = await openDataSource({ url: await url, migrations: eventStoreMigrations });
    store = new PostgresEventStore(dataSource);
    verifier = new LogVerifier(dataSource);
    superuser = new Client({ connectionString: await url });
    await superuser.connect();
    for (const table of ['ledger', 'event', 'stream'])
      await superuser.query(`alter table es.${table} disable trigger user`);
  });

  beforeEach(async () => {
    partition = `harbour-${(tests += 1)}`;
    for (const id of ['C1', 'C2', 'C3', 'C4', 'C5', 'C6'])
      await store.transact(roster, 'm', register(id), from({ partition }));
    const heads = await store.heads();
    checkpoint = heads.find((head) => head.partition === partition)!;
  });

  afterAll(async () => {
    await superuser.end();
    await verifier.close();
    await store.close();
    await dataSource.destroy();
  });

  const tamper = (statement: string) =>
    superuser.query(
      statement.replaceAll(
        'HERE',
        `partition_no =
        (select partition_no from es.ledger where partition = '${partition}')`,
      ),
    );

  const verified = async (kept?: PartitionHead) => {
    const [answer] = await verifyChain(dataSource, {
      partition,
      ...(kept && { checkpoint: kept }),
    });
    await expectSameOfSpans(answer?.broken, kept);
    return answer;
  };

  /** Many threads with a span each find the first break that one finds who goes along all of it. */
  const expectSameOfSpans = async (broken: Break | undefined, kept?: PartitionHead) => {
    const [ledger] = await verifier.ledgers(partition);
    const hashes = kept === undefined ? [] : [kept];
    const spans = await Promise.all(
      [0, 2, 4, 6]
        .map((after) => ({ partition, after, upTo: Math.min(after + 2, ledger!.position) }))
        .filter(({ after, upTo }) => after < upTo)
        .map((span) => verifier.span(span, { kept: hashes })),
    );
    const first = spans.find((span) => span.broken !== undefined)?.broken;
    const found =
      first === undefined
        ? await verifier.end(ledger!, spans.at(-1)!, hashes)
        : await verifier.explain(partition, first);
    expect(found).toEqual(broken);
  };

  it('holds, and ends in the hash of the last event', async () => {
    const progress: number[] = [];
    const options = {
      partition,
      checkpoint,
      onProgress: (events: number) => progress.push(events),
    };
    expect(await verifyChain(dataSource, options)).toEqual([
      { partition, events: 6, hash: checkpoint.hash },
    ]);
    expect(progress).toEqual([6]);
  });

  it.each([
    ['data', `data = '{"marketId":"harbour","community":{"id":"X"}}'`],
    ['white space in the data', `data = (data::text || ' ')::json`],
    ['time of the fact', `occurred_at = occurred_at + interval '1 ms'`],
    ['time of recording', `recorded_at = recorded_at + interval '1 ms'`],
    ['type', `type = 'ContractEnded'`],
    ['version', 'version = 2'],
    ['id', 'id = gen_random_uuid()'],
    ['actor', `actor = 'somebody'`],
    ['cause', `caused_by = 'other'`],
    ['correlation', `correlation_id = 'other'`],
    ['command digest', `command_digest = '\\x00'`],
    ['hash', `hash = sha256('x')`],
  ])('breaks where the %s of an event was changed', async (_, assignment) => {
    await tamper(`update es.event set ${assignment} where HERE and position = 3`);
    expect(await verified()).toMatchObject({
      events: 2,
      broken: { position: 3, reason: 'changed', detail: expect.any(String) },
    });
  });

  it('breaks where an event was deleted', async () => {
    await tamper('delete from es.event where HERE and position = 3');
    expect((await verified())?.broken).toMatchObject({ position: 3, reason: 'missing' });
  });

  it('breaks where an event was deleted and the others moved up to hide it', async () => {
    await tamper('delete from es.event where HERE and position = 3');
    for (const position of [4, 5, 6])
      await tamper(
        `update es.event set position = position - 1 where HERE and position = ${position}`,
      );
    await tamper('update es.ledger set position = 5 where HERE');
    expect((await verified())?.broken).toMatchObject({ position: 3, reason: 'missing' });
  });

  const insertAt = async (position: number) => {
    for (let moved = 6; moved >= position; moved -= 1)
      await tamper(
        `update es.event set position = ${moved + 1} where HERE and position = ${moved}`,
      );
    await tamper(`insert into es.event select ${position}, recorded_at, occurred_at,
      gen_random_uuid(), partition_no, stream_no, 99, version, type, 'forged', correlation_id, actor,
      command_digest, hash, data from es.event where HERE and position = 1`);
  };

  it('breaks where a stream is noted to end elsewhere than in its last event', async () => {
    await tamper('update es.stream set last_id = gen_random_uuid() where HERE');
    expect((await verified())?.broken).toEqual({
      ...{ position: 6, reason: 'not-the-end' },
      detail: 'roster-m ends here, but is noted to end elsewhere',
    });
  });

  it('breaks where an event was inserted between others', async () => {
    await insertAt(3);
    expect((await verified())?.broken).toMatchObject({ position: 3, reason: 'inserted' });
  });

  it('breaks where an event was added at the end', async () => {
    await insertAt(7);
    expect(await verified()).toMatchObject({
      events: 6,
      broken: { position: 7, reason: 'inserted' },
    });
  });

  it.each([
    [2, 5],
    [3, 4],
  ])('breaks where events %i and %i were exchanged', async (first, second) => {
    await tamper(`update es.event set position = 0 where HERE and position = ${first}`);
    await tamper(`update es.event set position = ${first} where HERE and position = ${second}`);
    await tamper(`update es.event set position = ${second} where HERE and position = 0`);
    expect((await verified())?.broken).toEqual({
      position: first,
      reason: 'reordered',
      detail: `CommunityRegistered was recorded at ${second}`,
    });
  });

  it('breaks where a stream was given another name', async () => {
    await tamper(`update es.stream set name = 'roster-other' where HERE`);
    expect((await verified())?.broken).toMatchObject({ position: 1, reason: 'changed' });
  });

  it('breaks after its end when the newest events were deleted', async () => {
    await tamper('delete from es.event where HERE and position > 4');
    expect((await verified())?.broken).toMatchObject({ position: 5, reason: 'missing' });
  });

  it('that lost its newest events and their ledger entry breaks against a checkpoint only', async () => {
    await tamper('delete from es.event where HERE and position > 4');
    await tamper(`update es.ledger set position = 4, hash =
      (select hash from es.event where HERE and position = 4) where HERE`);
    expect(await verified()).toMatchObject({ events: 4 });
    expect((await verified())?.broken).toBeUndefined();
    expect((await verified(checkpoint))?.broken).toMatchObject({ position: 5, reason: 'missing' });
  });

  it('that was written anew throughout breaks against a checkpoint', async () => {
    const forged = { ...checkpoint, hash: 'ab'.repeat(32) };
    expect((await verified(forged))?.broken).toMatchObject({ position: 6, reason: 'rewritten' });
  });

  it('of a partition that is gone breaks against a checkpoint', async () => {
    const elsewhere = { ...checkpoint, partition: 'gone' };
    expect(await verifyChain(dataSource, { checkpoint: elsewhere })).toMatchObject([
      { partition: 'gone', broken: { position: 1, reason: 'missing' } },
    ]);
  });
});
