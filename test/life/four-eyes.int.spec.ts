import { GUARDED_ACTIONS } from '@trueque/contracts';
import { freshDatabase } from '../support/index.js';
import {
  DAY,
  dayOf,
  GUARDED_REQUESTS,
  type GuardedRequest,
  pack,
  WINDOW,
} from './guarded-actions.js';
import { type LivingMarket, startLivingMarket } from './living-market.js';

const [ana, ben, eva] = ['operator:local/ana', 'operator:local/ben', 'operator:local/eva'];

/** How long the log was is no result: a proposal is an event, too. */
const withoutEnd = (answer: unknown): unknown =>
  JSON.parse(
    JSON.stringify(answer, (key, value: unknown) => (key === 'asOfPosition' ? undefined : value)),
  );

describe('what takes two people', () => {
  let market: LivingMarket;

  beforeAll(async () => {
    market = await startLivingMarket(await freshDatabase(), '2026-06-01T06:00:00Z');
    await openMarket();
    await done('PUT', '/trading-rules', { review: { priceAbove: 0.35, secondAuctionMinutes: 30 } });
    await clearAuctions();
    await done('POST', '/rule-packs', pack(1));
    await done('POST', `/meter-days/${DAY}`, dayOf(1_000));
    await done('POST', '/settlement-runs', { ...WINDOW, kind: 'final' });
    await done('PUT', '/four-eyes', { actions: GUARDED_ACTIONS, expiresAfterMinutes: 60 });
  });

  afterAll(() => market?.stop());

  const send = (method: 'POST' | 'PUT', path: string, body?: unknown, actor = ana) =>
    market.send(method, path === '/' ? '' : `/harbour${path}`, { body, actor });

  const done = async (method: 'POST' | 'PUT', path: string, body: object) => {
    const { status, body: answer } = await send(method, path, body);
    expect([path, answer, Math.trunc(status / 100)]).toEqual([path, answer, 2]);
  };

  const openMarket = async () => {
    await done('POST', '/', {
      ...{ marketId: 'harbour', name: 'Harbour', currency: 'EUR', timeZone: 'Europe/Madrid' },
      ...{ mtu: 'PT1H' },
      rules: { structure: 'hybrid', tradeCost: 'export', pricing: 'marginal', shortage: 'reject' },
    });
    for (const communityId of ['north', 'main'])
      await done('POST', '/communities', { communityId });
    for (const [peerId, communityId, role] of [
      ['sun', 'north', 'producer'],
      ['home', 'north', 'consumer'],
      ['grid', 'main', 'grid'],
    ])
      await done('POST', '/peers', { peerId, communityId, role });
  };

  /** One that is open still, one whose price is under review, and one that is cleared and settled. */
  const clearAuctions = async () => {
    const delivery = { start: '2026-06-03T10:00:00Z', periods: 1 };
    for (const auctionId of ['open', 'doubtful', 'cleared'])
      await done('POST', '/auctions', {
        ...{ auctionId, ...delivery, gateClosesAt: '2026-06-03T09:00:00Z' },
      });
    for (const [auctionId, peerId, offer] of [
      ['doubtful', 'home', { load: 2 }],
      ['doubtful', 'grid', { generation: { max: 5, cost: 0.4 } }],
      ['cleared', 'home', { load: 2 }],
      ['cleared', 'sun', { generation: { max: 5, cost: 0.1 } }],
    ] as const)
      await done('POST', `/auctions/${auctionId}/offers`, { peerId, offer });
    for (const auctionId of ['doubtful', 'cleared'])
      await done('POST', `/auctions/${auctionId}/gate-closure`, {});
    await market.rest();
  };

  const ask = ({ method, path, body }: GuardedRequest, headers: Record<string, string> = {}) =>
    market.send(method ?? 'POST', `/harbour${path}`, { body, headers, actor: ana });
  const propose = async (request: GuardedRequest, said: Record<string, string> = {}) => {
    const { status, body: held, headers } = await ask(request, said);
    const { path } = request;
    expect([path, status, held]).toEqual([path, 202, expect.objectContaining({ status: 'held' })]);
    return String(headers['location']).replace('/markets/harbour', '');
  };
  const judge = async (change: string, word: 'approval' | 'rejection', actor: string) => {
    const said = word === 'approval' ? {} : { reason: 'Not today.' };
    const { status, body } = await send('POST', `${change}/${word}`, said, actor);
    return [status, status === 200 ? body.state : body.code];
  };
  const asRead = async (path: string | undefined): Promise<Record<string, string>> => {
    if (path === undefined) return {};
    const { headers } = await market.send('GET', `/harbour${path}`);
    return { 'if-match': String(headers['etag']) };
  };
  const stateOf = async (change: string) => (await read(change)).state;
  const read = async (path: string) => (await market.send('GET', `/harbour${path}`)).body;
  const events = async ({ event }: GuardedRequest) => market.events([event]);
  /** All that a change would leave behind: its events, and what is read of its result. */
  const seen = async (request: GuardedRequest) => ({
    ...{ events: await events(request), result: withoutEnd(await read(request.read)) },
  });

  it('is judged as it was read, where the request says so', async () => {
    const change = await propose(GUARDED_REQUESTS[0]!);
    const approve = async (headers: Record<string, string>) => {
      const path = `/harbour${change}/approval`;
      return (await market.send('POST', path, { body: {}, headers, actor: ana })).body.code;
    };
    const read = await asRead(change);
    expect(await approve(read)).toBe('same-person');
    expect(await approve({ 'if-match': 'W/"2"' })).toBe('changed-meanwhile');
    expect(await judge(change, 'rejection', ana)).toEqual([200, 'rejected']);
    expect(await approve(read)).toBe('changed-meanwhile');
  });

  it('is all that a market may want two people for', () => {
    expect(new Set(GUARDED_REQUESTS.map(({ action }) => action))).toEqual(new Set(GUARDED_ACTIONS));
  });

  it('is void without a trace where nobody approved it in time', async () => {
    const before = await Promise.all(GUARDED_REQUESTS.map(seen));
    const changes: string[] = [];
    for (const request of GUARDED_REQUESTS) changes.push(await propose(request));
    await market.until('2026-06-01T07:00:00Z');
    for (const change of changes) {
      expect([change, await stateOf(change)]).toEqual([change, 'expired']);
      expect(await judge(change, 'approval', ben)).toEqual([409, 'change-decided']);
    }
    await market.rest();
    expect(await Promise.all(GUARDED_REQUESTS.map(seen))).toEqual(before);
  });

  describe.each(GUARDED_REQUESTS)('$action, $event', (request) => {
    it('is void without a trace where it was read otherwise, or somebody declines it', async () => {
      const before = await seen(request);
      const stale = await ask(request, { 'if-match': 'W/"999"' });
      expect([stale.status, stale.body.code]).toEqual([412, 'changed-meanwhile']);
      const change = await propose(request);
      expect(await judge(change, 'rejection', ben)).toEqual([200, 'rejected']);
      for (const actor of [ana, ben, eva])
        expect(await judge(change, 'approval', actor)).toEqual([409, 'change-decided']);
      await market.rest();
      expect(await seen(request)).toEqual(before);
    });

    it('is done once, by whom it was proposed, after somebody else approved it', async () => {
      const before = await seen(request);
      const said = { 'idempotency-key': request.event, ...(await asRead(request.version)) };
      const change = await propose(request, said);
      expect(await judge(change, 'approval', ana)).toEqual([403, 'same-person']);
      await market.rest();
      expect(await seen(request)).toEqual(before);
      const judged = await Promise.all([ben, eva].map((who) => judge(change, 'approval', who)));
      expect(judged.map(([status]) => status).toSorted()).toEqual([200, 409]);
      const [first, second] = judged[0]?.[0] === 200 ? [ben, eva] : [eva, ben];
      await market.rest();
      expect((await judge(change, 'approval', first))[0]).toBe(200);
      expect(await judge(change, 'approval', second)).toEqual([409, 'change-decided']);
      await market.rest();
      expect(await propose(request, said)).toBe(change);
      expect(await read(change)).toMatchObject({
        ...{ state: 'applied', proposedBy: ana, decidedBy: first },
      });
      const after = await seen(request);
      // Who may do what alone is changed by the approval itself.
      const actor = request.action === 'four-eyes' ? first : ana;
      expect(after.events.slice(before.events.length)).toMatchObject([{ actor }]);
      expect(after.result).toMatchObject(request.result as object);
      expect(after.result).not.toEqual(before.result);
    });
  });
});
