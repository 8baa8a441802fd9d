import { HttpClient } from './http-client.js';
import { buildOnce, dataFolder, SpawnedStandalone } from './spawned-standalone.js';

const MARKET = 'sierra-crest';
const DAYS = [8, 9, 10, 11, 12, 13, 14].map((day) => `2016-08-${String(day).padStart(2, '0')}`);

/** What each day leaves behind, however often it was begun. */
const ONCE_A_DAY = ['AuctionScheduled', 'GateClosed', 'AuctionCleared', 'MeterReadingsRecorded'];

const countBy = (events: readonly { type: string; stream: string }[], type: string, stream = '') =>
  events.filter((event) => event.type === type && event.stream.endsWith(stream)).length;

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

  it('has nothing left to seed at the next start', async () => {
    const trueque = start();
    const http = new HttpClient(await trueque.url());
    const { body } = await http.get(`/markets/${MARKET}/auctions`);
    expect(body.items.map(({ state }: { state: string }) => state)).toEqual(
      DAYS.map(() => 'settled'),
    );
    expect(await trueque.end('SIGTERM')).toBe(0);
    expect(trueque.output).not.toContain('demonstration');
  });

  it('says so when it is started twice on one folder', async () => {
    const first = start();
    await first.url();
    const second = start();
    expect(await second.exitCode()).toBe(3);
    expect(second.output).toMatch(/in use by process \d+/);
    expect(await first.end('SIGINT')).toBe(0);
  });
});
