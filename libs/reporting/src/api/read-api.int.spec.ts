import { freshDatabase } from '../../../../test/support/index.js';
import { MARKET, speakDemonstration } from '../testing/demonstration.js';
import { type ReadSide, startReadSide } from '../testing/read-side.js';
import { exportRows, type ExportScope } from '../export/export-rows.js';
import { EXPORT_NAMES, exportColumns, type ExportName, madeBy } from '../export/export-tables.js';

const DAY = `/markets/${MARKET}/auctions/2016-08-08`;

interface PageOf<Row> {
  readonly items: readonly Row[];
  readonly nextCursor?: string;
}

describe('Read API', () => {
  let side: ReadSide;

  beforeAll(async () => {
    side = await startReadSide(await freshDatabase());
    await speakDemonstration(side.store);
    await side.runner.idle();
  });

  afterAll(() => side?.app.close());

  const get = (path: string, headers: Readonly<Record<string, string>> = {}) =>
    fetch(`${side.address}${path}`, { headers });
  const json = async <Body>(path: string): Promise<Body> => {
    const response = await get(path);
    expect([path, response.status]).toEqual([path, 200]);
    return (await response.json()) as Body;
  };

  it.each([
    '/markets',
    `/markets/${MARKET}/communities`,
    `/markets/${MARKET}/peers`,
    `/markets/${MARKET}/contracts`,
    `/markets/${MARKET}/auctions`,
    `/markets/${MARKET}/balances`,
    ...[
      'prices',
      'schedules',
      'trades',
      'flows',
      'exchanges',
      'energy',
      'communities',
      'peers',
    ].map((list) => `${DAY}/${list}`),
    ...['statements', 'statements/citrus-1/lines', 'postings'].map((list) => `${DAY}/${list}`),
  ])('lists %s as JSON and as CSV', async (path) => {
    const { items } = await json<PageOf<object>>(path);
    expect(items.length).toBeGreaterThan(0);
    const csv = await get(path, { accept: 'text/csv' });
    expect(csv.headers.get('content-type')).toContain('text/csv');
    const [header, ...lines] = (await csv.text()).trim().split('\n');
    expect(header?.split(',')).toEqual(Object.keys(items[0] ?? {}));
    expect(lines).toHaveLength(items.length);
  });

  const exported = async (name: ExportName, days?: ExportScope['days']) => {
    const { count, pages } = await exportRows(side.dataSource, name, { marketId: MARKET, days });
    const rows: object[] = [];
    for await (const page of pages) rows.push(...page);
    expect([name, rows.length]).toEqual([name, count]);
    return rows;
  };

  it.each(EXPORT_NAMES)('gives out %s whole, of the days that are wanted', async (name) => {
    const rows = await exported(name);
    const columns = exportColumns(side.dataSource, name).map((column) => column.name);
    for (const row of rows.slice(0, 1)) expect(Object.keys(row)).toEqual(columns);
    expect(await exported(name, { from: '2016-08-08', to: '2016-08-15' })).toEqual(rows);
    const isOfDays = !['communities', 'contracts', 'peers'].includes(name);
    const before = await exported(name, { from: '2016-08-01', to: '2016-08-08' });
    expect(before).toEqual(isOfDays ? [] : rows);
    expect(madeBy(name).length).toBeGreaterThan(0);
  });

  it('gives out more rows than fit on a page', async () => {
    const rows = await exported('statement-lines');
    expect(rows.length).toBeGreaterThan(1_000);
    expect(new Set(rows.map((row) => JSON.stringify(row))).size).toBe(rows.length);
  });

  it('pages through a list without missing or repeating a row', async () => {
    const seen: string[] = [];
    for (let path = `${DAY}/schedules?limit=7`, next = ''; ;) {
      const page = await json<PageOf<{ period: number; peerId: string }>>(path + next);
      seen.push(...page.items.map(({ period, peerId }) => `${period}/${peerId}`));
      if (page.nextCursor === undefined) break;
      next = `&cursor=${page.nextCursor}`;
    }
    expect([seen.length, new Set(seen).size]).toEqual([240, 240]);
  });

  it('lists auctions by their start, and pages so', async () => {
    const first = await json<PageOf<{ auctionId: string }>>(`/markets/${MARKET}/auctions?limit=4`);
    const rest = await json<PageOf<{ auctionId: string }>>(
      `/markets/${MARKET}/auctions?limit=4&cursor=${first.nextCursor}`,
    );
    const ids = [...first.items, ...rest.items].map(({ auctionId }) => auctionId);
    expect(ids).toEqual(
      [8, 9, 10, 11, 12, 13].map((day) => `2016-08-${String(day).padStart(2, '0')}`),
    );
  });

  it('narrows lists to a community or a peer', async () => {
    const rows = await json<PageOf<{ communityId: string; peerId: string }>>(
      `${DAY}/schedules?community=birch-lane&peer=birch-1`,
    );
    expect(rows.items).toHaveLength(24);
    const trades = await json<PageOf<{ sellerId: string }>>(`${DAY}/trades?seller=birch-1`);
    expect(new Set(trades.items.map(({ sellerId }) => sellerId))).toEqual(new Set(['birch-1']));
  });

  it('answers a statement with its lines, and says who has none', async () => {
    const statement = await json<{
      totalNanos: string;
      quality: string | null;
      lines: { amountNanos: string }[];
    }>(`${DAY}/statements/citrus-1`);
    const sum = statement.lines.reduce((total, line) => total + BigInt(line.amountNanos), 0n);
    expect(String(sum)).toBe(statement.totalNanos);
    expect(statement.quality).toBe('missing');
    const unknown = await get(`${DAY}/statements/nobody`);
    expect([unknown.status, await unknown.json()]).toMatchObject([
      404,
      { code: 'statement-unknown' },
    ]);
  });

  it('has balances that sum to zero, of an auction and of a market', async () => {
    for (const query of ['', '?auction=2016-08-09']) {
      const { items } = await json<PageOf<{ balanceNanos: string }>>(
        `/markets/${MARKET}/balances${query}`,
      );
      expect(items.reduce((sum, { balanceNanos }) => sum + BigInt(balanceNanos), 0n)).toBe(0n);
    }
  });

  it('answers 304 to whoever has it already, and anew once it changed', async () => {
    const first = await get(DAY);
    const tag = first.headers.get('etag') ?? '';
    expect(tag).not.toBe('');
    expect((await get(DAY, { 'if-none-match': tag })).status).toBe(304);
    expect((await get(`${DAY}/prices`, { 'if-none-match': tag })).status).toBe(200);
  });

  it.each([
    ['/markets/nowhere', 'market-unknown', 'GET /markets '],
    ['/markets/nowhere/peers', 'market-unknown', 'GET /markets '],
    ['/markets/%00', 'not-found', 'without control characters'],
    [`/markets/${MARKET}/auctions/never`, 'auction-unknown', `GET /markets/${MARKET}/auctions`],
    [`/markets/${MARKET}/auctions/never/prices`, 'auction-unknown', 'GET /markets'],
    [`/markets/${MARKET}/balances?auction=never`, 'auction-unknown', 'GET /markets'],
  ])('answers 404 to %s with a way out', async (path, code, way) => {
    const response = await get(path);
    expect(response.headers.get('content-type')).toContain('application/problem+json');
    const problem = (await response.json()) as { detail: string };
    expect([response.status, problem]).toMatchObject([404, { code }]);
    expect(problem.detail).toContain(way);
  });

  const cursorOf = (key: unknown) => Buffer.from(JSON.stringify(key)).toString('base64url');

  it.each([
    [`${DAY}/prices?limit=0`, 'invalid-request'],
    [`${DAY}/prices?limit=many`, 'invalid-request'],
    [`${DAY}/prices?colour=green`, 'invalid-request'],
    [`${DAY}/prices?community=${'x'.repeat(200)}`, 'invalid-request'],
    [`${DAY}/prices?cursor=%C3%A9`, 'bad-cursor'],
    [`${DAY}/prices?cursor=${cursorOf(['almond', 'court'])}`, 'bad-cursor'],
    [`${DAY}/prices?cursor=${cursorOf([1])}`, 'bad-cursor'],
    [`${DAY}/prices?cursor=${cursorOf([1, 'a\0b'])}`, 'bad-cursor'],
    [`/markets/${MARKET}/auctions?cursor=${cursorOf(['soon', 'x'])}`, 'bad-cursor'],
  ])('refuses %s', async (path, code) => {
    const response = await get(path);
    expect([response.status, await response.json()]).toMatchObject([400, { code }]);
  });

  it('finds communities and peers by a part of their name, and peers by their role', async () => {
    const ids = async (path: string, id: string) => {
      const { items } = await json<PageOf<Record<string, string>>>(`/markets/${MARKET}/${path}`);
      return items.map((item) => item[id]);
    };
    expect(await ids('communities?search=LANE', 'communityId')).toEqual(['birch-lane']);
    expect(await ids('communities?search=%25', 'communityId')).toEqual([]);
    expect(await ids('peers?search=-2&limit=2', 'peerId')).toEqual(['almond-2', 'birch-2']);
    expect(await ids('peers?role=grid', 'peerId')).toEqual(['grid']);
    expect(await ids('peers?community=birch-lane&search=1', 'peerId')).toEqual(['birch-1']);
  });

  it('tells what people should know, the latest first, without what it came to', async () => {
    const { items } = await json<PageOf<{ position: number; type: string }>>(
      `/markets/${MARKET}/notices`,
    );
    const positions = items.map(({ position }) => position);
    expect(positions).toEqual(positions.toSorted((one, other) => other - one));
    expect(items.map(({ type }) => type)).toContain('AuctionCleared');
    expect(items.map(({ type }) => type)).not.toContain('TradeExecuted');
  });

  it('tells the extent of a market without adding anything up', async () => {
    expect(await json(`/markets/${MARKET}/extent`)).toMatchObject({
      ...{ communities: 4, peers: 9, firstStart: '2016-08-08T07:00:00Z' },
    });
  });

  it('describes every answer it gives', async () => {
    const document = await json<{
      paths: Record<string, { get?: { responses: Record<string, { content?: object }> } }>;
      components: {
        schemas: Record<string, { properties?: Record<string, { description?: string }> }>;
      };
    }>('/openapi.json');
    const described = Object.entries(document.paths).filter(
      ([path, { get }]) => path.startsWith('/markets') && get !== undefined,
    );
    expect(described.length).toBe(46);
    for (const [path, { get: operation }] of described)
      expect([path, Object.keys(operation?.responses['200']?.content ?? {})]).toEqual([
        path,
        expect.arrayContaining(['application/json']),
      ]);
    const fields = Object.keys(document.components.schemas['ScheduleRow']?.properties ?? {});
    const { items } = await json<PageOf<object>>(`${DAY}/schedules?limit=1`);
    expect(fields.sort()).toEqual(Object.keys(items[0] ?? {}).sort());
  });
});
