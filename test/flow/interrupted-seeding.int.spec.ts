import { runCli } from '../../apps/cli/src/testing/built-cli.js';
import { HttpClient } from './http-client.js';
import { buildOnce, dataFolder, SpawnedStandalone } from './spawned-standalone.js';

const MARKET = 'sierra-crest';
const DAYS = [8, 9, 10, 11, 12, 13, 14].map((day) => `2016-08-${String(day).padStart(2, '0')}`);

/** What each day leaves behind, however often it was begun. */
const ONCE_A_DAY = ['AuctionScheduled', 'GateClosed', 'AuctionCleared', 'MeterReadingsRecorded'];

const countBy = (events: readonly { type: string; stream: string }[], type: string, stream = '') =>
  events.filter((event) => event.type === type && event.stream.endsWith(stream)).length;

/** As somebody types it, beside the running program. */
const itBillsTheWeek = async (dataFolderPath: string): Promise<void> => {
  const week = ['--market', MARKET, '--from', '2016-08-08', '--to', '2016-08-15'];
  const cli = async (...args: readonly string[]) => {
    const ended = await runCli([...args, ...week, '--json'], {
      env: { TRUEQUE_DATA: dataFolderPath },
    });
    expect([ended.stderr, ended.code]).toEqual([expect.any(String), 0]);
    return JSON.parse(ended.stdout);
  };
  const { run, bills } = await cli('settle', '--kind', 'final');
  const sum = run.entries.reduce(
    (all: bigint, entry: { amountNanos: string }) => all + BigInt(entry.amountNanos),
    0n,
  );
  expect([sum, run.auctions.length]).toEqual([0n, DAYS.length]);
  const numbers = bills.map(({ number }: { number: number }) => number);
  expect(numbers).toEqual(numbers.map((_: number, index: number) => index + 1));
  const [bill, { periods }] = await Promise.all([
    cli('statement', '--peer', 'almond-1'),
    cli('statement', '--peer', 'almond-1', '--line', 'purchase'),
  ]);
  const total = bill.lines.reduce(
    (all: number, line: { amountMinor: number }) => all + line.amountMinor,
    0,
  );
  expect(bill).toMatchObject({ account: 'peer:almond-1', totalMinor: total });
  expect(bill.totalMinor).toBeGreaterThanOrEqual(bill.aloneMinor);
  expect(periods[0]).toMatchObject({ quality: 'measured', causedBy: [expect.any(String)] });
};

describe('the demonstration, killed on the way', () => {
  const folder = dataFolder();
  const running: SpawnedStandalone[] = [];

  beforeAll(buildOnce, 120_000);

  afterAll(async () => {
    await Promise.all(running.map((trueque) => trueque.end('SIGTERM')));
    folder.remove();
  });

  const start = () => {
    const trueque = new SpawnedStandalone({ TRUEQUE_DATA: folder.path });
    running.push(trueque);
    return trueque;
  };

  const eventsOf = async (http: HttpClient) => {
    const { body } = await http.until(
      `/markets/${MARKET}/auctions/${DAYS[6]}`,
      ({ body }) => body?.runKind === 'metered',
    );
    expect(body.state).toBe('settled');
    return http.events(
      MARKET,
      (events) => countBy(events, 'SettlementRunCompleted', DAYS[6]) === 2,
    );
  };

  it.each([/market/, /2016-08-09/, /2016-08-12/])('is killed at %s', async (part) => {
    const trueque = start();
    await trueque.until(part);
    expect(await trueque.end('SIGKILL')).toBeNull();
  });

  it('goes on where it was, with nothing lost and nothing doubled', async () => {
    const trueque = start();
    const events = await eventsOf(new HttpClient(await trueque.url()));
    expect(events.map(({ position }) => position)).toEqual(events.map((_, index) => index + 1));
    expect(countBy(events, 'MarketOpened')).toBe(1);
    expect(countBy(events, 'CommunityRegistered')).toBe(4);
    expect(countBy(events, 'PeerRegistered')).toBe(10);
    expect(countBy(events, 'ContractAgreed')).toBe(1);
    for (const day of DAYS) {
      for (const type of ONCE_A_DAY)
        expect([day, type, countBy(events, type, day)]).toEqual([day, type, 1]);
      expect(countBy(events, 'OfferSubmitted', day)).toBe(10);
    }
    expect(await trueque.end('SIGINT')).toBe(0);
  });

  it('shows the week under other rules, and leads to who wins and who loses', async () => {
    const trueque = start();
    const [, path = ''] = await trueque.until(/(\/markets\/\S+\/comparison\?\S+)\n/);
    expect(trueque.output).toMatch(/the homes paid [\d.]+ USD; under "one price"/);
    const http = new HttpClient(await trueque.url());
    const { body } = await http.get(path);
    expect(body).toMatchObject({ currency: 'USD', auctionsInOne: 0 });
    expect(body.peers.map(({ result }: { result: string }) => result)).toEqual(
      expect.arrayContaining(['wins', 'loses']),
    );
    const { body: asItWas } = await http.get(`/markets/${MARKET}/replays/${MARKET}.as-recorded`);
    expect(asItWas).toMatchObject({ auctions: 7, same: 7, different: [], failed: 0 });
    expect(await http.text(path, 'text/html')).toContain('Winners and losers');
    expect(await trueque.end('SIGINT')).toBe(0);
  });

  it('has nothing left to seed at the next start, and bills the week from a second terminal', async () => {
    const trueque = start();
    const http = new HttpClient(await trueque.url());
    const { body } = await http.get(`/markets/${MARKET}/auctions`);
    expect(body.items.map(({ state }: { state: string }) => state)).toEqual(
      DAYS.map(() => 'settled'),
    );
    await itBillsTheWeek(folder.path);
  });

  it('says so when it is started twice on one folder', async () => {
    const first = running.at(-1)!;
    const second = start();
    expect(await second.exitCode()).toBe(3);
    expect(second.output).toMatch(/in use by process \d+/);
    expect(await first.end('SIGTERM')).toBe(0);
    expect(first.output).not.toContain('demonstration');
  });
});
