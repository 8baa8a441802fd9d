import { POLICY, PUBLIC_ROUTES, Routes } from '@trueque/identity';
import { startStandalone, type Standalone } from '../../apps/standalone/src/standalone.js';
import { auctionPath, offers, openHarbour } from '../flow/harbour.js';
import { HttpClient } from '../flow/http-client.js';
import { dataFolder } from '../flow/spawned-standalone.js';
import { freshDatabase, OPERATOR_KEY } from '../support/index.js';
import { isKeptFromIntruders } from './intruders.js';

/** One key for each role, of the tenant whose market it is. */
const GRANTS = {
  operator: 'operator',
  auditor: 'auditor',
  'network-operator': 'network-operator:harbour',
  manager: 'manager:harbour/north',
  peer: 'peer:harbour/P3',
} as const;

type Role = keyof typeof GRANTS;
const ROLES = Object.keys(GRANTS) as Role[];

interface Place {
  readonly in: 'param' | 'query' | 'body';
  readonly name: string;
  readonly prefix?: string;
}

interface Ask {
  readonly key: string | undefined;
  /** Whom the request names, at the place where the rule looks. */
  readonly names?: { readonly place: Place; readonly member: string };
}

const requestTo = (route: string, names: Ask['names']) => {
  const [method = 'GET', path = ''] = route.split(' ');
  const { member, place } = names ?? {};
  const at = (where: Place['in']): Record<string, string> =>
    place?.in === where ? { [place.name]: `${place.prefix ?? ''}${member}` } : {};
  const params: Readonly<Record<string, string>> = { marketId: 'harbour', ...at('param') };
  const filled = path.replace(/:(\w+)/g, (_, name: string) =>
    encodeURIComponent(params[name] ?? 'unknown'),
  );
  return {
    method,
    url: `${filled}?${new URLSearchParams(at('query')).toString()}`,
    body: ['POST', 'PUT'].includes(method) ? JSON.stringify(at('body')) : undefined,
  };
};

describe('the authorization matrix', () => {
  const data = dataFolder();
  let trueque: Standalone;
  const keys = new Map<Role | 'rival', string>();

  beforeAll(async () => {
    trueque = await startStandalone({
      ...{ port: 0, host: '127.0.0.1', databaseUrl: await freshDatabase(), dataFolder: data.path },
      ...{ demonstration: false, logLevel: 'error' },
      identity: { firstKey: OPERATOR_KEY, publicMarkets: ['harbour'] },
    });
    await openHarbour(new HttpClient(trueque.url));
    const issue = async (name: Role | 'rival', tenant: string, grant: string) => {
      const wish = { tenant, name, grants: [grant], createdBy: 'test' };
      keys.set(name, (await trueque.keys.issue(wish)).key);
    };
    for (const role of ROLES) await issue(role, 'local', GRANTS[role]);
    await issue('rival', 'rival', 'operator');
  });

  afterAll(() => trueque?.stop().finally(data.remove));

  /** Status and way to sign in alone: what is asked for may not be there. */
  const asked = async (route: string, { key, names }: Ask) => {
    const { method, url, body } = requestTo(route, names);
    const headers = {
      ...(key !== undefined && { authorization: `Bearer ${key}` }),
      ...(body !== undefined && { 'content-type': 'application/json' }),
    };
    const stopping = new AbortController();
    const init = { method, headers, signal: stopping.signal, ...(body !== undefined && { body }) };
    const answer = await fetch(`${trueque.url}${url}`, init);
    // A live stream has no end of its own.
    stopping.abort();
    return { status: answer.status, signIn: answer.headers.get('www-authenticate') };
  };

  const ask = async (route: string, how: Ask) => (await asked(route, how)).status;

  const routes = Object.keys(POLICY);

  it('has an entry for every route, and no entry without a route', () => {
    const entries = new Set([...routes, ...PUBLIC_ROUTES]);
    expect([...entries].toSorted()).toEqual(
      [...new Set(trueque.app.get(Routes, { strict: false }).all())].toSorted(),
    );
  });

  it('finds no market under what cannot be a name', async () => {
    const route = 'GET /markets/:marketId';
    const names = { place: { in: 'param', name: 'marketId' } as const, member: '\0' };
    expect(await ask(route, { key: OPERATOR_KEY, names })).toBe(404);
  });

  it('lets nobody in who shows what is no key', async () => {
    const forged = `${OPERATOR_KEY.slice(0, -1)}x`;
    for (const route of routes)
      for (const key of ['nonsense', forged])
        expect([route, await ask(route, { key })]).toEqual([route, 401]);
  });

  it('lets a visitor read a public market, and says how to sign in for more', async () => {
    for (const route of routes) {
      const { signIn, status } = await asked(route, { key: undefined });
      const { access, filtered } = POLICY[route] ?? { access: { auditor: 'none' } };
      const isPublic = route.includes(':marketId') || filtered === true;
      if (access.auditor !== 'none' && isPublic) expect([401, 403]).not.toContain(status);
      else expect([route, status, signIn]).toEqual([route, 401, 'Bearer realm="trueque"']);
    }
  });

  it.each(ROLES)('is kept for %s on every route', async (role) => {
    const key = keys.get(role);
    const own = GRANTS[role].split('/')[1] ?? '';
    for (const [route, { access }] of Object.entries(POLICY)) {
      const allowed = access[role];
      if (allowed === 'none') expect([route, await ask(route, { key })]).toEqual([route, 403]);
      else if (typeof allowed === 'string')
        expect([401, 403]).not.toContain(await ask(route, { key }));
      else {
        const isBody = allowed.in === 'body';
        const asItself = { key, names: { place: allowed, member: own } };
        const status = await ask(route, asItself);
        expect([route, [400, 401, 403].includes(status) && !isBody]).toEqual([route, false]);
        const asAnother = { key, names: { place: allowed, member: 'P1' } };
        expect([route, await ask(route, asAnother)]).toEqual([route, 403]);
      }
    }
  });

  it("answers another tenant's operator as if the market were not there, on every path", async () => {
    for (const route of routes.filter((each) => each.includes(':marketId')))
      expect([route, await ask(route, { key: keys.get('rival') })]).toEqual([route, 404]);
    const theirs = new HttpClient(trueque.url, keys.get('rival'));
    expect((await theirs.get('/markets')).body).toEqual({ items: [] });
    expect((await theirs.get('/api-keys')).body.items).toHaveLength(1);
  });

  it("tells another tenant's operator nothing of it live, whatever position they name", async () => {
    const stopping = new AbortController();
    const headers = {
      authorization: `Bearer ${keys.get('rival')}`,
      'last-event-id': 'harbour=0',
    };
    for (const query of ['', '?market=harbour']) {
      const stream = await fetch(`${trueque.url}/events${query}`, {
        ...{ headers, signal: stopping.signal },
      });
      let told = '';
      for await (const chunk of stream.body ?? []) {
        told += Buffer.from(chunk).toString('utf8');
        if (told.includes('event: alive')) break;
      }
      expect(told).not.toContain('harbour');
    }
    stopping.abort();
  });

  describe('an intruder', () =>
    isKeptFromIntruders(() => ({
      trueque,
      operatorKey: keys.get('operator') ?? '',
      issue: async (name, tenant, ...grants) => {
        const wish = { tenant, name, grants, createdBy: 'test' };
        const { key, row } = await trueque.keys.issue(wish);
        return { key, keyId: row.id };
      },
    })));

  it('shows an offer to the manager of its community, and to no other member', async () => {
    const operator = new HttpClient(trueque.url, keys.get('operator'));
    for (const offer of offers) await operator.post(`${auctionPath}/offers`, offer);
    const read = async (role: Role, offerId: string) =>
      (await new HttpClient(trueque.url, keys.get(role)).get(`${auctionPath}/offers/${offerId}`))
        .status;
    for (const role of ['operator', 'auditor', 'manager'] as const)
      expect([role, await read(role, 'sun')]).toEqual([role, 200]);
    expect([await read('manager', 'mill'), await read('peer', 'mill')]).toEqual([403, 403]);
  });

  it('has keys revoked as they were read, and tells nobody of the keys of others', async () => {
    const { row } = await trueque.keys.issue({
      ...{ tenant: 'local', name: 'spare', grants: ['auditor'], createdBy: 'test' },
    });
    const askKey = (who: Role | 'rival', method: string, version?: string) =>
      fetch(`${trueque.url}/api-keys/${row.id}`, {
        method,
        headers: {
          authorization: `Bearer ${keys.get(who)}`,
          ...(version !== undefined && { 'if-match': version }),
        },
      });
    expect((await askKey('rival', 'GET')).status).toBe(404);
    const read = await askKey('operator', 'GET');
    expect(await read.json()).toMatchObject({ keyId: row.id, name: 'spare', revokedAt: null });
    const version = String(read.headers.get('etag'));
    for (const [named, status] of [
      ['W/"another"', 412],
      [version, 204],
      [version, 412],
    ] as const)
      expect([named, (await askKey('operator', 'DELETE', named)).status]).toEqual([named, status]);
    expect((await askKey('auditor', 'GET')).headers.get('etag')).not.toBe(version);
  });

  it("exports nothing of it to another tenant's operator", async () => {
    const theirs = new HttpClient(trueque.url, keys.get('rival'));
    for (const list of ['auctions', 'peers', 'balances', 'events', 'credit'])
      expect(JSON.parse(await theirs.text(`/markets/harbour/${list}`, 'text/csv'))).toMatchObject({
        ...{ status: 404, code: 'market-unknown' },
      });
    expect(await theirs.text('/markets', 'text/csv')).not.toContain('harbour');
  });

  it('shows each the markets of their grants', async () => {
    for (const role of ROLES) {
      const { body } = await new HttpClient(trueque.url, keys.get(role)).get('/markets');
      expect(body.items.map(({ marketId }: { marketId: string }) => marketId)).toEqual(['harbour']);
    }
  });
});
