import { reportData } from './report-data.js';
import { dayAnswer, dayMarket, failedAnswer } from './testing/day-market.js';

describe('what a report draws', () => {
  const data = reportData(dayMarket(), dayAnswer());

  it('names the case, what cleared it and how well that is proven', () =>
    expect(data.head).toMatchObject({
      name: 'two hours',
      status: 'optimal',
      objective: 0.5,
      engine: 'lp',
      resultHash: 'a1b2c3',
      certificate: { gap: 1e-12 },
      offsetMinutes: 120,
      hours: 1,
    }));

  it('reads offsets west of Greenwich, and times in UTC, as the case file gives them', () => {
    const offsetOf = (start: string) =>
      reportData(dayMarket({ start }), dayAnswer()).head.offsetMinutes;
    expect(offsetOf('2026-06-15T00:00:00-05:30')).toBe(-330);
    expect(offsetOf('2026-06-15T00:00:00Z')).toBe(0);
  });

  it('gives each peer its mean power and what it has stored at the end', () => {
    const roof = data.peers.rows.find(({ id }) => id === 'roof');
    expect(roof).toMatchObject({ community: 'A', generation: 5, exports: 3, charge: 0.5 });
    expect(roof?.stored).toBe(0);
  });

  it('tells in which role a peer was most of the time', () => {
    const [main, roof, flat] = dayMarket().peers;
    if (!main || !roof || !flat) throw new Error('three peers');
    const peers = [main, { ...roof, role: ['consumer' as const, 'producer' as const] }, flat];
    const { rows } = reportData(dayMarket({ peers }), dayAnswer()).peers;
    expect(rows.map(({ role }) => role)).toEqual(['grid', 'consumer', 'consumer']);
  });

  it('keeps the peers that move most of a large market and says how many there are', () => {
    const [, , flat] = dayMarket().peers;
    const [period] = dayAnswer().periods;
    const schedule = period?.peers[2];
    if (!flat || !period || !schedule) throw new Error('a peer and a period');
    const ids = Array.from({ length: 900 }, (_, index) => `p${index}`);
    const { peers } = reportData(
      dayMarket({ peers: ids.map((id) => ({ ...flat, id })), periods: 1 }),
      dayAnswer({
        periods: [
          {
            ...period,
            peers: ids.map((id, imports) => ({ ...schedule, id, imports })),
            trades: [],
          },
        ],
      }),
    );
    expect(peers.all).toBe(900);
    expect(peers.rows).toHaveLength(500);
    expect(peers.rows[0]?.id).toBe('p400');
  });

  it('gives each community its price and the band of optimal ones, and knows the main grid', () =>
    expect(data.prices.rows).toEqual([
      {
        community: 'A',
        grid: false,
        price: [0.03, 0.3],
        least: [0.02, 0.3],
        greatest: [0.04, 0.3],
      },
      {
        community: 'B',
        grid: false,
        price: [0.05, 0.3],
        least: [0.05, 0.3],
        greatest: [0.05, 0.3],
      },
      {
        community: 'grid',
        grid: true,
        price: [0.04, 0.3],
        least: [0.04, 0.3],
        greatest: [0.04, 0.3],
      },
    ]));

  it('sums flows over the horizon, the largest first', () =>
    expect(data.flows.rows).toEqual([
      { from: 'A', to: 'B', kind: 'network', energy: 5 },
      { from: 'A', to: 'grid', kind: 'grid', energy: 1 },
      { from: 'grid', to: 'B', kind: 'grid', energy: 1 },
    ]));

  it('sums trades by pair at their mean price', () => {
    expect(data.trades.rows[0]).toEqual({
      seller: 'roof',
      buyer: 'flat',
      contract: '',
      kind: 'network',
      energy: 5,
      price: 0.2,
      periods: 2,
    });
    expect(data.trades).toMatchObject({ all: 3, count: 4, energy: 7, least: 0.04, greatest: 0.3 });
  });

  it('says why nothing could be served, and draws nothing', () => {
    const failed = reportData(dayMarket(), failedAnswer());
    expect(failed.explanation).toEqual(failedAnswer().explanation);
    expect(failed.starts).toEqual([]);
    expect(failed.peers).toEqual({ rows: [], all: 3 });
  });
});

describe('curves over the horizon', () => {
  const { rows } = reportData(dayMarket(), dayAnswer()).views;
  const [whole, hill] = rows;

  it('count the main grid as outside', () => {
    expect(whole).toMatchObject({ generation: [6, 4], fromGrid: [0, 1], toGrid: [1, 0] });
    expect(rows.map(({ community }) => community)).toEqual([undefined, 'A', 'B']);
  });

  it('leave out of the whole what communities exchange among each other', () =>
    expect(whole).toMatchObject({ fromCommunities: [0, 0], toCommunities: [0, 0] }));

  it('balance in every community', () => {
    const came = ['generation', 'discharge', 'fromCommunities', 'fromGrid'] as const;
    const went = ['served', 'charge', 'toCommunities', 'toGrid'] as const;
    for (const view of rows.slice(1))
      for (const at of [0, 1]) {
        const sumOf = (parts: readonly (typeof came | typeof went)[number][]) =>
          parts.reduce((total, part) => total + (view[part][at] ?? NaN), 0);
        expect(sumOf(came)).toBeCloseTo(sumOf(went), 9);
      }
  });

  it('follow storage', () =>
    expect(hill).toMatchObject({ charge: [1, 0], discharge: [0, 1], stored: [1, 0] }));
});

describe('a merit order', () => {
  const { rows } = reportData(dayMarket(), dayAnswer()).merit;
  const at = (community: string, period: number) =>
    rows.find((row) => row.community === community && row.period === period);

  it('puts the cheapest offer first and fills it first', () =>
    expect(at('A', 1)?.blocks.filter(({ kind }) => kind === 'community')).toEqual([
      { cost: 0.01, power: 6, used: 4, kind: 'community' },
      { cost: 0.05, power: 3, used: 0, kind: 'community' },
    ]));

  it('leaves out what is not offered in a period', () =>
    expect(at('A', 0)?.blocks).toEqual([{ cost: 0.01, power: 6, used: 6, kind: 'community' }]));

  it('counts batteries by what they take in and give back', () => {
    expect(at('A', 0)?.load).toBe(3);
    expect(at('A', 1)?.blocks[0]).toEqual({ cost: 0.004, power: 1, used: 1, kind: 'storage' });
  });

  it('shows what is asked for, and at which value', () =>
    expect(at('B', 0)).toMatchObject({ blocks: [], load: 3, bids: [[0.2, 1]] }));

  it('tells the main grid from communities', () =>
    expect(at('grid', 1)?.blocks).toEqual([{ cost: 0.3, power: 100, used: 1, kind: 'grid' }]));

  it('joins equal costs, and neighbours where there are very many', () => {
    const steps = Array.from({ length: 500 }, (_, cost) => ({ power: 1, cost: cost % 250 }));
    const peers = dayMarket().peers.map((peer) =>
      peer.id === 'roof' ? { ...peer, generation: { steps } } : peer,
    );
    const merit = reportData(dayMarket({ peers }), dayAnswer()).merit.rows;
    const blocks = merit.find(({ community }) => community === 'A')?.blocks ?? [];
    expect(blocks.length).toBeLessThanOrEqual(60);
    expect(blocks.reduce((sum, { power }) => sum + power, 0)).toBeCloseTo(500, 6);
    expect(blocks.map(({ cost }) => cost)).toEqual(
      blocks.map(({ cost }) => cost).toSorted((one, other) => one - other),
    );
  });

  it('is drawn for the period with the highest load where there are very many', () => {
    const [quiet, busy] = dayAnswer().periods;
    if (!quiet || !busy) throw new Error('two periods');
    const periods = Array.from({ length: 500 }, (_, at) => (at === 321 ? busy : quiet));
    const { merit } = reportData(dayMarket({ periods: 500 }), dayAnswer({ periods }));
    expect(new Set(merit.rows.map(({ period }) => period))).toEqual(new Set([321]));
  });
});
