import type { AppUnderTest } from './app-under-test.js';
import { auction, auctionPath, offers, openHarbour, readings } from './harbour.js';
import { HttpClient } from './http-client.js';

const sumNanos = (postings: readonly { amountNanos: string }[]): bigint =>
  postings.reduce((sum, { amountNanos }) => sum + BigInt(amountNanos), 0n);

/** The whole flow, said over HTTP alone: whatever answers there must pass. */
export const itTakesAnAuctionFromOffersToStatements = (
  start: () => Promise<AppUnderTest>,
  headers: Readonly<Record<string, string>> = {},
): void => {
  let app: AppUnderTest | undefined;
  let http: HttpClient;

  beforeAll(async () => {
    app = await start();
    http = new HttpClient(app.url, undefined, headers);
    const answers = await openHarbour(http);
    expect(answers.map(({ status }) => status)).toEqual(answers.map(() => 201));
  }, 120_000);

  afterAll(() => app?.stop());

  it('takes the offers of every peer, and each once however often it is sent', async () => {
    const key = { 'idempotency-key': 'book-1' };
    const first = await http.post(`${auctionPath}/offers`, offers, key);
    const again = await http.post(`${auctionPath}/offers`, offers, key);
    expect(first).toMatchObject({ status: 201, body: { accepted: 3, refused: 0 } });
    expect(again).toEqual(first);
  });

  it('closes the gate, and says the same when it is closed again', async () => {
    const first = await http.post(`${auctionPath}/gate-closure`, {});
    const again = await http.post(`${auctionPath}/gate-closure`, {});
    expect(first).toMatchObject({ status: 201, body: { offersCount: 3 } });
    expect(again).toEqual({ status: 200, body: first.body });
  });

  it('takes no offer after the gate', async () => {
    const late = { peerId: 'mill', offer: { load: 1 } };
    const answer = await http.post(`${auctionPath}/offers`, late);
    expect(answer).toMatchObject({ status: 409, body: { code: 'gate-closed' } });
  });

  it('clears at the least cost', async () => {
    const cleared = ({ body }: { body: { state: string } }) =>
      ['cleared', 'settled', 'failed'].includes(body.state);
    const { body } = await http.until(auctionPath, cleared);
    expect(body.failureDetail).toBeNull();
    expect(body.objective).toBeCloseTo(1.92, 9);
    expect(body.resultHash).toMatch(/^[0-9a-f]{64}$/);
  });

  it('prices each community by what serves it', async () => {
    const { body } = await http.until(
      `${auctionPath}/prices`,
      ({ body }) => body.items?.length > 0,
    );
    const prices = (community: string) =>
      body.items
        .filter(({ communityId }: { communityId: string }) => communityId === community)
        .map(({ priceMicrosPerKwh }: { priceMicrosPerKwh: number }) => priceMicrosPerKwh);
    expect(prices('south')).toEqual([55_000, 55_000, 210_000]);
    expect(prices('north').slice(0, 2)).toEqual([50_000, 50_000]);
  });

  it('says who traded what with whom, and which community it flowed to', async () => {
    const { body } = await http.until(
      `${auctionPath}/trades`,
      ({ body }) => body.items?.length > 0,
    );
    const trades = body.items.map(
      ({ sellerId, buyerId, period, energyWh }: Record<string, unknown>) =>
        `${String(period)}: ${String(sellerId)} ${String(energyWh)} ${String(buyerId)}`,
    );
    expect(trades.sort()).toEqual(['0: sun 6000 mill', '1: sun 6000 mill', '2: grid 6000 mill']);
    const flows = (await http.get(`${auctionPath}/flows`)).body.items;
    expect(flows).toHaveLength(3);
  });

  it('owes everyone to the last billionth what was cleared', async () => {
    await http.until(auctionPath, ({ body }) => body.state === 'settled');
    const { body } = await http.until(
      `${auctionPath}/postings`,
      ({ body }) => body.items?.length > 0,
    );
    expect(sumNanos(body.items)).toBe(0n);
    const statements = await http.until(
      `${auctionPath}/statements`,
      ({ body }) => body.items?.length === 3,
    );
    const totals = Object.fromEntries(
      statements.body.items.map(({ peerId, totalNanos }: Record<string, string>) => [
        peerId,
        totalNanos,
      ]),
    );
    expect(totals).toEqual({ mill: '-1920000000', sun: '600000000', grid: '1200000000' });
  });

  it('settles again with the meters, and still to zero', async () => {
    const recorded = await http.post(`${auctionPath}/readings`, { readings });
    expect(recorded.status).toBe(201);
    await http.until(auctionPath, ({ body }) => body.runKind === 'metered');
    const hasDeviation = ({ body }: { body: { lines?: { kind: string }[] } }) =>
      body.lines?.some(({ kind }) => kind === 'deviation-short') ?? false;
    const { body } = await http.until(`${auctionPath}/statements/mill`, hasDeviation);
    const [short] = body.lines.filter(({ kind }: { kind: string }) => kind === 'deviation-short');
    expect(short).toMatchObject({ period: 1, energyWh: 1000 });
    expect(BigInt(body.totalNanos)).toBeLessThan(-1_920_000_000n);
    const postings = (await http.get(`${auctionPath}/postings`)).body.items;
    expect(sumNanos(postings)).toBe(0n);
  });

  it('answers every list as CSV too', async () => {
    const csv = await http.text(`${auctionPath}/prices`, 'text/csv');
    expect(csv.split('\n')[0]).toContain('priceMicrosPerKwh');
    expect(csv.trim().split('\n')).toHaveLength(1 + 3 * 3);
  });

  it('tells all that happened, in order, from the first event', async () => {
    const events = await http.events('harbour', (each) => each.length >= 20);
    const types = events.map(({ type }) => type);
    expect(types.slice(0, 2)).toEqual(['MarketOpened', 'CommunityRegistered']);
    const order = ['AuctionScheduled', 'OfferSubmitted', 'GateClosed', 'AuctionCleared'];
    expect(order.map((type) => types.indexOf(type))).toEqual(
      order.map((type) => types.indexOf(type)).toSorted((a, b) => a - b),
    );
    expect(types.filter((type) => type === 'OfferSubmitted')).toHaveLength(3);
    expect(types).not.toContain('AuctionFailed');
  });

  it('shows the auction in the list of its market', async () => {
    const { body } = await http.get('/markets/harbour/auctions');
    expect(body.items).toMatchObject([{ auctionId: auction.auctionId, state: 'settled' }]);
  });

  it('is live and ready', async () => {
    expect((await http.get('/health/live')).body).toEqual({ status: 'live' });
    expect((await http.get('/health/ready')).body).toMatchObject({ status: 'ready' });
  });
};
