import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client } from 'pg';
import { freshDatabase } from '../../../../test/support/index.js';
import { buildCli, runCli } from '../testing/built-cli.js';
import { settleAnAuction } from '../testing/settled-harbour.js';

/** A market that was opened, cleared and settled, and what somebody did to it afterwards. */
describe('trueque verify', () => {
  const folder = mkdtempSync(join(tmpdir(), 'trueque-verify-'));
  const checkpoint = join(folder, 'checkpoint.json');
  let env: { readonly DATABASE_URL: string };
  let superuser: Client;

  beforeAll(async () => {
    await buildCli();
    env = { DATABASE_URL: await freshDatabase() };
    await settleAnAuction(env.DATABASE_URL);
    superuser = new Client({ connectionString: env.DATABASE_URL });
    await superuser.connect();
    await superuser.query('alter table es.event disable trigger user');
  }, 120_000);

  afterAll(async () => {
    await superuser.end();
    rmSync(folder, { recursive: true });
  });

  const verify = (...args: readonly string[]) => runCli(['verify', ...args], { env });
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

  it('finds all as it was recorded, and prints a checkpoint', async () => {
    const ended = await verify('--json');
    expect(ended.code).toBe(0);
    expect(documentOf(ended)).toMatchObject({
      verified: true,
      first: null,
      markets: [{ market: 'harbour', auctions: 1, runs: 1, faults: [] }],
    });
    expect(ended.stderr).toContain('harbour: following the chain');
    writeFileSync(checkpoint, ended.stdout);
  });

  it('says so to a person, market by market', async () => {
    const ended = await verify('--market', 'harbour', '--checkpoint', checkpoint);
    expect(ended.code).toBe(0);
    expect(ended.stdout).toContain('Verified: all is as it was recorded');
    expect(ended.stdout).toMatch(/harbour +\d+ +1 +1 +0/);
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

  it('misses a whole market that the checkpoint knows', async () => {
    const gone = { markets: [{ market: 'gone', events: 3, hash: 'ab'.repeat(32) }] };
    writeFileSync(join(folder, 'gone.json'), JSON.stringify(gone));
    const ended = await verify('--checkpoint', join(folder, 'gone.json'));
    expect(ended.code).toBe(1);
    expect(ended.stdout).toContain('gone: event 1: missing');
  });

  it('finds all in order again once everything is put back', async () =>
    expect(await verify('--checkpoint', checkpoint)).toMatchObject({ code: 0 }));
});
