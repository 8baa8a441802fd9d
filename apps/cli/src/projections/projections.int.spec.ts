import { Client } from 'pg';
import { buildCli, runCli } from '../testing/built-cli.js';
import { settledHarbour } from '../testing/settled-harbour.js';

describe('trueque projections', () => {
  let env: { readonly DATABASE_URL: string };

  beforeAll(async () => {
    await buildCli();
    env = { DATABASE_URL: await settledHarbour() };
  }, 120_000);

  it('rebuilds a read model to the same rows, whatever was written over them', async () => {
    const client = new Client({ connectionString: env.DATABASE_URL });
    await client.connect();
    const rows = async () =>
      (await client.query('select * from reporting.prices order by community_id, period')).rows;
    const before = await rows();
    await client.query('update reporting.prices set price_micros_per_kwh = -1');
    const { code, stderr } = await runCli(['projections', 'rebuild', 'reporting.prices.v1'], {
      env,
    });
    expect({ code, stderr }).toEqual({
      code: 0,
      stderr: expect.stringContaining('reporting.prices.v1 is rebuilt'),
    });
    expect(stderr).not.toContain('DEBUG');
    expect(await rows()).toEqual(before);
    // Open to the service that reads it, as the table before it was.
    const open = await client.query(
      `select has_table_privilege('trueque_app', 'reporting.prices', 'select, update') as open`,
    );
    expect(open.rows).toEqual([{ open: true }]);
    await client.end();
  });

  it('tells how far each read model is', async () => {
    const { stdout } = await runCli(['projections', '--json'], { env });
    expect(JSON.parse(stdout).projections).toContainEqual(
      expect.objectContaining({ name: 'reporting.prices.v1', partition: 'harbour', behind: 0 }),
    );
  });

  it('names those there are where one is not', async () => {
    const ended = await runCli(['projections', 'rebuild', 'reporting.costs.v1'], { env });
    expect(ended.code).toBe(2);
    expect(ended.stderr).toContain('there is no read model reporting.costs.v1; there are: intake');
  });
});
