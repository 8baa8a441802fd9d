import { ConsumerRunner } from '@trueque/messaging';
import type { Standalone } from '../../apps/standalone/src/standalone.js';
import { auction } from '../flow/harbour.js';
import { HttpClient } from '../flow/http-client.js';

/** Two tenants with a market each, and keys for whoever is wanted. */
export interface Town {
  readonly trueque: Standalone;
  readonly operatorKey: string;
  issue(name: string, tenant: string, ...grants: readonly string[]): Promise<IssuedKey>;
}

interface IssuedKey {
  readonly key: string;
  readonly keyId: string;
}

/** Ids by the names that paths and queries have for them. */
type Ids = Readonly<Record<string, string>>;

const REEF = { marketId: 'reef', name: 'Reef', currency: 'EUR', timeZone: 'Europe/Berlin' };
const RULES = {
  ...{ structure: 'hybrid', tradeCost: 'export', pricing: 'marginal', shortage: 'reject' },
};

/** Of the same shape in every place; none of it is there. */
const nowhere = (ids: Ids): Ids =>
  Object.fromEntries(
    Object.entries(ids).map(([name, id]) => [name, id.replace(/.$/, id.endsWith('0') ? '1' : '0')]),
  );

/** Every question about a market, with an id wherever one can be named. */
const questionsOf = async (client: HttpClient, marketId: string, ids: Ids) => {
  const { paths } = (await client.get('/openapi.json')).body as {
    paths: Record<string, { get?: { parameters?: { in: string; name: string }[] } }>;
  };
  return Object.entries(paths).flatMap(([path, { get }]) => {
    if (get === undefined || !path.includes('{marketId}')) return [];
    const known: Ids = { ...ids, marketId };
    const filled = path.replace(/\{(\w+)\}/g, (_, name: string) =>
      encodeURIComponent(known[name] ?? 'unknown'),
    );
    const query = (get.parameters ?? [])
      .filter((each) => each.in === 'query' && each.name in ids)
      .map(({ name }): [string, string] => [name, ids[name] ?? '']);
    return [`${filled}?${new URLSearchParams(query).toString()}`];
  });
};

/** Without what was named, and without what time it is. */
const toldBeside = (text: string, ids: Ids): string =>
  Object.values(ids)
    .toSorted((a, b) => b.length - a.length)
    .reduce((rest, id) => rest.replaceAll(id, '…'), text)
    .replace(/\d{4}-\d\d-\d\dT[\d:.]+Z|"(correlationId|lag|position|recordedAt)":[^,}]+/g, '');

export const isKeptFromIntruders = (town: () => Town): void => {
  let ids: Ids;
  let rival: HttpClient;
  let owner: HttpClient;

  beforeAll(async () => {
    const { issue, operatorKey, trueque } = town();
    owner = new HttpClient(trueque.url, operatorKey);
    rival = new HttpClient(trueque.url, (await issue('reef', 'reef', 'operator')).key);
    for (const [path, body] of [
      ['', { ...REEF, mtu: 'PT1H', rules: RULES }],
      ['/reef/communities', { communityId: 'shoal' }],
      ['/reef/peers', { peerId: 'whale', communityId: 'shoal', role: 'consumer' }],
    ] as const)
      expect((await rival.post(`/markets${path}`, body)).status).toBe(201);
    const hook = { url: 'https://example.com/hook', types: ['ResultPublished'] };
    const harbour = '/markets/harbour';
    const { body: webhook } = await owner.post(`${harbour}/webhooks`, hook);
    const { body: walk } = await owner.post(`${harbour}/verifications`, {});
    const { body: told } = await owner.get(`${harbour}/events`);
    ids = {
      ...{ auctionId: auction.auctionId, peerId: 'sun', offerId: 'sun', community: 'north' },
      ...{ peer: 'mill', account: 'peer:mill', webhookId: webhook.id, id: walk.id },
      ...{ eventId: told.items[0].id, correlation: told.items[0].correlationId },
      stream: `auction-harbour/${auction.auctionId}`,
    };
    // What is asked twice is the same twice once all has been read.
    await trueque.app.get(ConsumerRunner, { strict: false }).idle();
  });

  it('is told the same of what is in a foreign market as of what is nowhere', async () => {
    const [theirs, none] = await Promise.all(
      [ids, nowhere(ids)].map((each) => questionsOf(rival, 'reef', each)),
    );
    expect(theirs?.length).toBeGreaterThan(50);
    for (const [at, question] of theirs!.entries()) {
      const told = toldBeside(await rival.text(question, 'application/json'), ids);
      const otherwise = await rival.text(none![at]!, 'application/json');
      expect([question, told]).toEqual([question, toldBeside(otherwise, nowhere(ids))]);
    }
  });

  it('changes nothing of a foreign market by naming what is in it', async () => {
    const head = async () => (await owner.get('/markets/harbour/chain')).body;
    const before = await head();
    const reading = { peerId: 'sun', importWh: [0], exportWh: [0], quality: 'measured' };
    for (const [path, body] of [
      [
        '/contracts',
        {
          contractId: 'c',
          from: 'north',
          to: 'shoal',
          exportCost: 0,
          validFrom: '2026-01-01T00:00:00Z',
        },
      ],
      ['/peers', { peerId: 'eel', communityId: 'north', role: 'consumer' }],
      ['/persons', { peerId: 'sun', name: 'Ana' }],
      ['/credit/limits', { peerId: 'sun', limitNanos: '1' }],
      [`/auctions/${auction.auctionId}/offers`, { peerId: 'sun', offer: { load: 1 } }],
      [`/auctions/${auction.auctionId}/readings`, { readings: [reading] }],
      [`/auctions/${auction.auctionId}/gate-closure`, {}],
      [`/webhooks/${ids['webhookId']}/rotation`, {}],
    ] as const)
      expect([path, (await rival.post(`/markets/reef${path}`, body)).status]).toEqual([path, 404]);
    expect((await rival.delete(`/markets/reef/webhooks/${ids['webhookId']}`)).status).toBe(404);
    const hijacked = await rival.post('/markets', {
      ...REEF,
      marketId: 'harbour',
      mtu: 'PT1H',
      rules: RULES,
    });
    expect([hijacked.status, (await rival.get('/markets/harbour')).status]).toEqual([409, 404]);
    expect(await head()).toEqual(before);
    expect((await owner.get(`/markets/harbour/webhooks/${ids['webhookId']}`)).status).toBe(200);
  });

  it('keeps a key for one market from what is about all of the tenant', async () => {
    const { issue, trueque } = town();
    const { key } = await issue('one', 'reef', 'operator:reef');
    const one = new HttpClient(trueque.url, key);
    const wish = { name: 'more', grants: ['operator'] };
    expect((await one.post('/api-keys', wish)).status).toBe(403);
    expect((await one.post('/markets', { ...REEF, marketId: 'atoll' })).status).toBe(403);
    for (const path of ['/api-keys', `/api-keys/${key.slice(3, 19)}`])
      expect((await one.get(path)).status).toBe(403);
    const names = (await one.get('/markets')).body.items;
    expect(names.map(({ marketId }: { marketId: string }) => marketId)).toEqual(['reef']);
    const foreign = { name: 'in', grants: ['operator:harbour', 'auditor:harbour'] };
    const { body } = await rival.post('/api-keys', foreign);
    const inside = new HttpClient(trueque.url, body.key);
    expect((await inside.get('/markets/harbour')).status).toBe(404);
  });

  it('goes by the bearer token, whatever the cookie beside it says', async () => {
    const { issue, operatorKey, trueque } = town();
    const { key } = await issue('whale', 'reef', 'peer:reef/whale');
    const cookie = `trueque_session=${operatorKey}`;
    const beside = (bearer: string) => new HttpClient(trueque.url, bearer, { cookie });
    expect((await beside(key).get('/sessions/current')).body.tenant).toBe('reef');
    expect((await beside(key).get('/markets/harbour')).status).toBe(404);
    expect((await beside('tq_none').get('/markets/harbour')).status).toBe(401);
  });

  it('takes no line of another peer, in whatever shape offers come', async () => {
    const { issue, trueque } = town();
    const { key } = await issue('sun', 'local', 'peer:harbour/sun');
    const sun = new HttpClient(trueque.url, key);
    const path = `/markets/harbour/auctions/${auction.auctionId}/offers`;
    const [own, other] = ['sun', 'mill'].map((peerId) => ({ peerId, offer: { load: 1 } }));
    const lines = [own, other].map((line) => JSON.stringify(line));
    const offered = async () =>
      (await owner.get('/markets/harbour/events?type=OfferSubmitted')).body.items;
    const before = await offered();
    for (const body of [
      ...[other, [own, other], lines.join('\n'), lines.join('\r'), `${lines[0]}\n{}`],
      ...[{ ...own, peerId: ['sun', 'mill'] }, `{"peerId":"sun","peerId":"mill","offer":{}}`],
    ])
      expect([body, (await sun.post(path, body)).status]).toEqual([body, 403]);
    expect(await offered()).toEqual(before);
  });

  it('ends the live stream of a key that is revoked', async () => {
    const { issue, trueque } = town();
    const { key, keyId } = await issue('listener', 'reef', 'auditor');
    const headers = { authorization: `Bearer ${key}` };
    const stream = await fetch(`${trueque.url}/events`, { headers });
    expect((await rival.delete(`/api-keys/${keyId}`)).status).toBe(204);
    for await (const _ of stream.body ?? []) void _;
    expect((await fetch(`${trueque.url}/events`, { headers })).status).toBe(401);
  });
};
