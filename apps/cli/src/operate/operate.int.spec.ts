import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { auction, auctionPath, openHarbour } from '../../../../test/flow/harbour.js';
import { HttpClient } from '../../../../test/flow/http-client.js';
import { freshDatabase, OPERATOR_KEY } from '../../../../test/support/index.js';
import { type Standalone, startStandalone } from '../../../standalone/src/standalone.js';
import { buildCli, type Ended, keptCli, runCli } from '../testing/built-cli.js';

const folder = mkdtempSync(join(tmpdir(), 'trueque-operate-'));
const OF_AUCTION = ['--market', 'harbour', '--auction', auction.auctionId];
const WHY = ['--reason-code', 'data-missing', '--reason', 'no meters since eight'];
let databaseUrl: string;
let trueque: Standalone;
let http: HttpClient;

beforeAll(async () => {
  await buildCli();
  databaseUrl = await freshDatabase();
  process.env['TRUEQUE_MASTER_KEY'] = randomBytes(32).toString('base64');
  process.env['TRUEQUE_WEBHOOK_TARGETS'] = 'anywhere';
  trueque = await startStandalone({
    ...{ port: 0, host: '127.0.0.1', databaseUrl, dataFolder: folder },
    ...{ demonstration: false, logLevel: 'error', identity: { firstKey: OPERATOR_KEY } },
  });
  http = new HttpClient(trueque.url);
  await openHarbour(http);
}, 120_000);
afterAll(async () => {
  await trueque?.stop();
  for (const name of ['TRUEQUE_MASTER_KEY', 'TRUEQUE_WEBHOOK_TARGETS']) delete process.env[name];
  rmSync(folder, { recursive: true, force: true });
});

const cli = keptCli();
const env = (key = OPERATOR_KEY) => ({ DATABASE_URL: databaseUrl, TRUEQUE_KEY: key });
const run = (args: readonly string[], key?: string): Promise<Ended> => cli(args, { env: env(key) });
const rules = (name: string, written: unknown): Promise<Ended> => {
  const path = join(folder, name);
  writeFileSync(path, JSON.stringify(written));
  return run(['trading-rules', path, '--market', 'harbour', ...WHY]);
};
const stateOf = async (): Promise<string> => (await http.get(auctionPath)).body.state;
const becomes = (state: string) => http.until(auctionPath, ({ body }) => body.state === state);

describe('trueque trading-rules', () => {
  it('sets all of them at once', async () => {
    const priceLimits = { floor: 0, cap: 0.5 };
    expect(await rules('caps.json', { priceLimits })).toMatchObject({ code: 0 });
    expect((await http.get('/markets/harbour/trading-rules')).body).toEqual({ priceLimits });
  });

  it('refuses what is no rule, with its place, and changes nothing', async () => {
    const { code, stderr } = await rules('no-rules.json', { priceLimits: { cap: 'much' } });
    expect([code, stderr]).toEqual([2, expect.stringContaining('/priceLimits/cap')]);
    expect((await http.get('/markets/harbour/trading-rules')).body.priceLimits.cap).toBe(0.5);
  });
});

describe('trueque notices', () => {
  it('tells people of the market something, under the next number', async () => {
    const said = ['--en', 'Closed on Friday', '--es', 'Cerrado el viernes'];
    const issue = ['notices', 'issue', '--market', 'harbour', ...said];
    const before = JSON.parse((await run([...issue, '--json'])).stdout).notice;
    expect(before).toMatchObject({ kind: 'general', text: { en: 'Closed on Friday' } });
    const list = await run(['notices', 'list', '--market', 'harbour', '--json']);
    expect(JSON.parse(list.stdout).notices[0]).toEqual(before);
    const lost = await run([...issue, '--refers-to', '99']);
    expect([lost.code, lost.stderr]).toEqual([1, expect.stringContaining('There is no notice 99')]);
  });
});

describe('trueque webhooks', () => {
  const at = () => ['--market', 'harbour', '--url', trueque.url, '--json'];
  const webhooks = (...args: readonly string[]) => run(['webhooks', ...args, ...at()]);
  const heard: string[] = [];
  const receiver = createServer((request, reply) => {
    heard.push(String(request.headers['webhook-id']));
    reply.writeHead(heard.length === 1 ? 204 : 500).end();
    request.resume();
  });

  beforeAll(() => new Promise<void>((listening) => receiver.listen(0, '127.0.0.1', listening)));
  afterAll(() => new Promise((closed) => receiver.close(closed)));

  it('adds one, tells what it was sent, sends it again, and removes it', async () => {
    const { port } = receiver.address() as AddressInfo;
    const address = `http://127.0.0.1:${port}/hook`;
    const added = JSON.parse((await webhooks('add', address, '--types', 'NoticeIssued')).stdout);
    expect(added).toMatchObject({ url: address, secret: expect.stringMatching(/^whsec_/) });
    const path = `/markets/harbour/webhooks/${added.id}/deliveries`;
    await http.post('/markets/harbour/market-notices', { text: { en: 'One', es: 'Uno' } });
    await http.until(path, ({ body }) => body.items[0]?.state === 'delivered');
    const { stdout } = await webhooks('deliveries', added.id);
    const [delivery, ...others] = JSON.parse(stdout).deliveries;
    expect([delivery.eventId, delivery.type, others]).toEqual([heard[0], 'NoticeIssued', []]);
    const position = String(delivery.position);
    const again = await webhooks('send-again', added.id, '--position', position);
    expect([again.code, JSON.parse(again.stdout)]).toMatchObject([1, { status: 500 }]);
    expect(heard).toEqual([heard[0], heard[0]]);
    expect((await webhooks('send-again', added.id, '--position', '1')).code).toBe(1);
    const list = JSON.parse((await webhooks('list')).stdout).webhooks;
    expect(list).toMatchObject([{ id: added.id, failures: 0 }]);
    expect(await webhooks('remove', added.id)).toMatchObject({ code: 0 });
    expect(JSON.parse((await webhooks('list')).stdout)).toEqual({ webhooks: [] });
  });

  it('says where there is no trueque', async () => {
    const { code, stderr } = await run([
      ...['webhooks', 'list', '--market', 'harbour', '--url', 'http://127.0.0.1:9'],
    ]);
    expect([code, stderr]).toEqual([3, expect.stringContaining('does not answer')]);
  });
});

describe('trueque auction', () => {
  it('suspends, and resumes', async () => {
    expect(await run(['auction', 'suspend', ...OF_AUCTION, ...WHY])).toMatchObject({ code: 0 });
    await becomes('suspended');
    const resume = ['auction', 'resume', ...OF_AUCTION, ...WHY];
    expect(await runCli(resume, { env: env() })).toMatchObject({ code: 0 });
    await becomes('open');
  });

  it('says why a review has to wait, and what for', async () => {
    const { code, stderr } = await run(['auction', 'review', 'publish', ...OF_AUCTION, ...WHY]);
    expect([code, stderr]).toEqual([1, expect.stringContaining('is open and cannot become')]);
  });
});

describe('trueque changes', () => {
  const proposals = async () => JSON.parse((await changes('list', '--json')).stdout).changes;
  const changes = (...args: readonly string[]) => run(['changes', ...args, '--market', 'harbour']);
  const proposed = async (): Promise<string> => {
    const held = await run(['auction', 'suspend', ...OF_AUCTION, ...WHY]);
    expect([held.code, held.stderr]).toEqual([1, expect.stringContaining('it takes two people')]);
    return (await proposals())[0].changeId;
  };

  beforeAll(async () => {
    const body = { actions: ['suspension'], expiresAfterMinutes: 60 };
    const path = '/markets/harbour/four-eyes?reasonCode=planned-change&reason=two';
    expect((await http.put(path, body)).status).toBe(200);
  });

  it('are approved by somebody else, with a key of their own, and carried out', async () => {
    const changeId = await proposed();
    expect(await stateOf()).toBe('open');
    const alone = await changes('approve', changeId);
    expect([alone.code, alone.stderr]).toEqual([1, expect.stringContaining('somebody else')]);
    const issued = await run([
      'keys',
      'issue',
      '--name',
      'second',
      '--grant',
      'operator',
      '--json',
    ]);
    const { key } = JSON.parse(issued.stdout);
    const approve = ['changes', 'approve', changeId, '--market', 'harbour'];
    expect(await run(approve, '')).toMatchObject({
      ...{ code: 2, stderr: expect.stringContaining('TRUEQUE_KEY') },
    });
    expect(await run(approve, key)).toMatchObject({ code: 0 });
    await becomes('suspended');
  });

  it('are rejected with a reason, and nothing comes of them', async () => {
    await run(['auction', 'resume', ...OF_AUCTION, ...WHY]);
    const changeId = (await proposals()).find(
      ({ state }: { state: string }) => state === 'proposed',
    )?.changeId;
    expect(await changes('reject', changeId, '--reason', 'meters are dark')).toMatchObject({
      code: 0,
    });
    expect((await proposals())[0]).toMatchObject({ changeId, state: 'rejected' });
    expect(await stateOf()).toBe('suspended');
  });

  it('that nobody proposed are told so', async () => {
    const { code, stderr } = await changes('approve', '0000000000000000');
    expect([code, stderr]).toEqual([1, expect.stringContaining('No change 0000000000000000')]);
  });
});
