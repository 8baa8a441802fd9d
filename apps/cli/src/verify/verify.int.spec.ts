import { generateKeyPairSync } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client } from 'pg';
import { stateFileOf, VerifyState } from './verify-state.js';
import { signedCheckpoint } from '../checkpoint/signed-checkpoint.js';
import { buildCli, keptCli, runCli } from '../testing/built-cli.js';
import { settledHarbour } from '../testing/settled-harbour.js';

/** A market that was opened, cleared and settled, and what somebody did to it afterwards. */
describe('trueque verify', () => {
  const cli = keptCli();
  const folder = mkdtempSync(join(tmpdir(), 'trueque-verify-'));
  const checkpoint = join(folder, 'checkpoint.json');
  const data = join(folder, 'data');
  let env: { readonly DATABASE_URL: string; readonly TRUEQUE_DATA: string };
  let superuser: Client;

  beforeAll(async () => {
    await buildCli();
    env = { DATABASE_URL: await settledHarbour(), TRUEQUE_DATA: data };
    superuser = new Client({ connectionString: env.DATABASE_URL });
    await superuser.connect();
    await superuser.query('alter table es.event disable trigger user');
  }, 120_000);

  afterAll(async () => {
    await superuser.end();
    rmSync(folder, { recursive: true });
  });

  const verify = (...args: readonly string[]) => cli(['verify', ...args], { env });
  const documentOf = ({ stdout }: { stdout: string }) => JSON.parse(stdout);

  /** Changes the events of a type, verifies, and puts them back. */
  const tampered = async (type: string, data: string, ...args: readonly string[]) => {
    const { rows } = await superuser.query(
      'select partition_no, position, data::text from es.event where type = $1',
      [type],
    );
    await superuser.query(`update es.event set data = (${data})::json where type = $1`, [type]);
    try {
      return await verify(...args);
    } finally {
      for (const { data: before, partition_no, position } of rows)
        await superuser.query(
          'update es.event set data = $1::json where partition_no = $2 and position = $3',
          [before, partition_no, position],
        );
    }
  };

  it('finds all as it was recorded, and says what only a checkpoint can tell', async () => {
    const ended = await verify('--json');
    expect(ended.code).toBe(0);
    expect(documentOf(ended)).toMatchObject({
      ...{ verified: true, first: null, checkpoint: null },
      markets: [{ market: 'harbour', provedUpTo: 0, auctions: 1, runs: 1, faults: [] }],
    });
    expect(ended.stderr).toMatch(/^verify: \d+ events/);
    const { stdout } = await verify();
    expect(stdout).toContain('nobody can tell whether the newest events were removed');
  });

  it('holds all against a signed checkpoint, market by market', async () => {
    const taken = await cli(['checkpoint', '--out', checkpoint], { env });
    expect(taken).toMatchObject({ code: 0, stdout: '' });
    expect(taken.stderr).toContain(join(data, 'checkpoint.key.pub'));
    const ended = await verify('--market', 'harbour', '--checkpoint', checkpoint, '--threads', '1');
    expect(ended.code).toBe(0);
    expect(ended.stdout).toContain('Verified: all is as it was recorded');
    expect(ended.stdout).toContain('Held against the checkpoint of 2');
    expect(ended.stdout).toMatch(/harbour +(\d+) +\1 +1 +1 +0/);
  });

  it('takes no checkpoint that was changed, or that no trusted key signed', async () => {
    const forged = JSON.parse(readFileSync(checkpoint, 'utf8'));
    forged.partitions[0].position -= 1;
    const file = join(folder, 'forged.json');
    writeFileSync(file, JSON.stringify(forged));
    const ended = await verify('--checkpoint', file);
    expect(ended).toMatchObject({ code: 1, stdout: '' });
    expect(ended.stderr).toContain('was changed after it was signed');
    const untrusted = await verify('--checkpoint', checkpoint, '--public-key', 'nobody.pub');
    expect(untrusted).toMatchObject({ code: 2, stdout: '' });
    expect(untrusted.stderr).toContain('there is no nobody.pub');
  });

  it('goes on where it was interrupted, if asked to, and begins anew the next time', async () => {
    const [market] = documentOf(await verify('--json')).markets;
    const id = { database: env.DATABASE_URL, market: '', checkpoint: '' };
    const before = new VerifyState(stateFileOf(data, id), false);
    const span = { partition: 'harbour', after: 0, upTo: market.events };
    const { hash, runs } = market;
    before.add({ ...span, verifiedUpTo: market.events, hash, runs, auctions: 41, faults: [] });
    const resumed = documentOf(await verify('--json', '--resume'));
    expect(resumed).toMatchObject({ verified: true, markets: [{ ...market, auctions: 41 }] });
    expect(documentOf(await verify('--json', '--resume')).markets).toEqual([market]);
  });

  it('takes a market that does not exist for wrong usage', async () => {
    const ended = await verify('--market', 'harbor');
    expect(ended).toMatchObject({ code: 2, stdout: '' });
    expect(ended.stderr).toContain('there is no market harbor; there are: harbour');
  });

  it('says which event somebody changed', async () => {
    const ended = await tampered('StatementIssued', `data::text || ' '`);
    expect(ended.code).toBe(1);
    expect(ended.stdout).toMatch(/^Not verified\. harbour: event \d+: changed: StatementIssued/);
  });

  it('says which field of a result is no longer what clearing gives', async () => {
    const ended = await tampered(
      'AuctionCleared',
      `jsonb_set(data::jsonb, '{resultHash}', '"${'0'.repeat(64)}"')`,
      '--json',
    );
    expect(ended.code).toBe(1);
    expect(documentOf(ended).markets[0].faults).toEqual([
      expect.objectContaining({ check: 'chain' }),
      {
        check: 'clearing',
        subject: 'auction 2026-06-01T10',
        detail: expect.stringMatching(/^resultHash: recorded 0{64}, now [0-9a-f]{64}$/),
      },
    ]);
  });

  it('says which certificate proves nothing', async () => {
    const ended = await tampered(
      'AuctionCleared',
      `jsonb_set(data::jsonb, '{certificate,primal,0}', '7')`,
    );
    expect(ended.code).toBe(1);
    expect(ended.stdout).toContain('certificate: primalInfeasibility');
  });

  it('says which settlement does not sum to zero, and by how much', async () => {
    const ended = await tampered(
      'SettlementRunCompleted',
      `jsonb_set(data::jsonb, '{postings}', '[{"account":"peer:sun","kind":"trade","amountNanos":"1"}]')`,
    );
    expect(ended.code).toBe(1);
    expect(ended.stdout).toContain('postings: sum 1 nanos, expected 0');
  });

  it('says what it cannot even read', async () => {
    const ended = await tampered('AuctionCleared', `'{}'`);
    expect(ended.code).toBe(1);
    expect(ended.stdout).toContain('cannot be cleared again');
  });

  it.each([
    ['price', 'AuctionCleared', '{communities,0,priceMicrosPerKwh,0}', 'communities/0/priceMicros'],
    ['trade', 'TradeExecuted', '{buyerPriceMicrosPerKwh,0}', 'trades/0/buyerPriceMicrosPerKwh/0'],
  ])('names the first field of a %s that clearing again makes differently', async (...each) => {
    const [, type, path, place] = each;
    const ended = await tampered(type, `jsonb_set(data::jsonb, '${path}', '7')`);
    expect(ended.code).toBe(1);
    expect(ended.stdout).toMatch(
      new RegExp(`auction 2026-06-01T10: /?${place}.*: recorded 7, now`),
    );
  });

  /** Removes the newest events and puts the ledger back, as only a superuser can, while something is done. */
  const withoutTheNewest = async <Answer>(count: number, act: () => Promise<Answer>) => {
    const newest = `position > (select max(position) - ${count} from es.event)`;
    await superuser.query(`create table public.kept as select * from es.event where ${newest};
      create table public.ledger as select * from es.ledger;
      delete from es.event where ${newest};
      alter table es.ledger disable trigger user;
      update es.ledger set position = position - ${count}, hash =
        (select hash from es.event order by position desc limit 1)`);
    try {
      return await act();
    } finally {
      await superuser.query(`insert into es.event select * from public.kept;
        update es.ledger l set position = k.position, hash = k.hash from public.ledger k
         where k.partition = l.partition;
        drop table public.kept, public.ledger`);
    }
  };

  it('misses the newest events against a checkpoint, and against nothing else', async () => {
    const { partitions } = JSON.parse(readFileSync(checkpoint, 'utf8'));
    const [alone, held] = await withoutTheNewest(2, async () => [
      await verify(),
      await verify('--checkpoint', checkpoint),
    ]);
    expect(alone.code).toBe(0);
    expect(held.code).toBe(1);
    expect(held.stdout).toContain(`harbour: event ${partitions[0].position - 1}: missing`);
  });

  it('misses a whole market that the checkpoint knows', async () => {
    const { privateKey, publicKey } = generateKeyPairSync('ed25519');
    const gone = { partition: 'gone', position: 3, events: 3, hash: 'ab'.repeat(32) };
    const head = { ...gone, recordedAt: '2026-06-01T00:00:00Z' };
    const signed = signedCheckpoint([head], '2026-06-02T00:00:00Z', privateKey);
    writeFileSync(join(folder, 'gone.json'), JSON.stringify(signed));
    const pem = join(folder, 'gone.pub');
    writeFileSync(pem, publicKey.export({ type: 'spki', format: 'pem' }));
    const ended = await verify('--checkpoint', join(folder, 'gone.json'), '--public-key', pem);
    expect(ended.code).toBe(1);
    expect(ended.stdout).toContain('gone: event 1: missing');
  });

  it('finds all in order again once everything is put back', async () =>
    expect(await runCli(['verify', '--checkpoint', checkpoint], { env })).toMatchObject({
      code: 0,
    }));
});
