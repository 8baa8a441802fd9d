import type { MeritOrder, PeerTotals } from '@trueque/contracts';
import { meritCurve } from '../charts/merit-curve';
import { decimal, energyScale, tiny } from '../format/numbers';
import { csvOf, figures, sums, times } from '../parts/table-columns';
import type { Format } from '../shell/use-format';
import { formatIn } from '../testing/formats';
import { blockColumns, whoIs } from './clearing/block-columns';
import { meritTiles } from './clearing/merit-tiles';
import { clearingWords } from './clearing/words';
import { dayTiles, meanPrice } from './day/day-tiles';
import { dayWords } from './day/words';
import { peerColumns } from './peers/peer-columns';
import { peersWords } from './peers/words';

const english = formatIn('en');
const spanish = formatIn('es');

describe('A column', () => {
  interface Row {
    readonly value: number | null;
    readonly nanos: string | null;
    readonly at: string | null;
  }
  const columns = [
    figures<Row>(
      'Energy, kWh',
      ({ value }) => value,
      (value) => decimal(value, 2, 'es'),
    ),
    sums<Row>('Money, EUR', ({ nanos }) => nanos, spanish.money),
    times<Row>('When', ({ at }) => at, spanish.dateTime),
  ];
  const row: Row = { value: -1234.5, nanos: '-1250000000', at: '2026-06-01T10:00:00Z' };
  const nothing: Row = { value: null, nanos: null, at: null };

  it('is read by people in their language', () =>
    expect(columns.map(({ text }) => text(row).replaceAll('\u00a0', ' '))).toEqual([
      ...['−1.234,50', '−1,25 €', '2026-06-01T10:00'],
    ]));

  it('is read by programs as it is, whatever the language', () =>
    expect(csvOf(columns, [row])).toBe(
      '"Energy, kWh","Money, EUR",When\r\n-1234.5,-1.25,2026-06-01T10:00:00Z\r\n',
    ));

  it('has a dash for people and nothing for programs where nothing is known', () => {
    expect(columns.map(({ text }) => text(nothing))).toEqual(['–', '–', '–']);
    expect(csvOf(columns, [nothing]).split('\r\n')[1]).toBe(',,');
  });
});

describe('A tiny number', () => {
  it.each([
    [0, '0', '0'],
    [2.7e-15, '2.7 × 10⁻¹⁵', '2,7 × 10⁻¹⁵'],
    [-3.25e-9, '−3.3 × 10⁻⁹', '−3,3 × 10⁻⁹'],
    [1200, '1.2 × 10³', '1,2 × 10³'],
  ])('%d is written as people write it', (value, inEnglish, inSpanish) => {
    expect([tiny(value, 'en'), tiny(value, 'es')]).toEqual([inEnglish, inSpanish]);
  });
});

describe('The table of peers', () => {
  const peer: PeerTotals = {
    ...{ peerId: 'P1', communityId: 'C1', role: 'prosumer', generationWh: 5000, importsWh: 3000 },
    ...{ exportsWh: 1000, chargeWh: 0, dischargeWh: 0, loadWh: 7000, servedWh: 7000 },
    ...{ meteredImportsWh: null, meteredExportsWh: null, totalNanos: '-2500000000' },
  };
  const cellsIn = (words: (typeof peersWords)['en'], format: Format) =>
    new Map(
      peerColumns(words, format, energyScale(5000)).map(({ head, text }) => [head, text(peer)]),
    );

  it('names the role in the language, and has a dash where no meter told', () => {
    const cells = cellsIn(peersWords.es, spanish);
    expect(cells.get('Papel')).toBe('prosumidor');
    expect(cells.get('Medido, neto, kWh')).toBe('–');
    expect(cells.get('Casado, neto, kWh')).toBe('2,00');
  });

  it('has a dash for a peer whose registration was not read yet', () => {
    const [, , role] = peerColumns(peersWords.en, english, energyScale(1));
    expect(role?.text({ ...peer, role: null })).toBe('–');
    expect(role?.text({ ...peer, role: 'aggregator' })).toBe('aggregator');
  });

  it('gives programs the role as the API has it', () => {
    const [, , role] = peerColumns(peersWords.es, spanish, energyScale(1));
    expect(role?.raw?.(peer)).toBe('prosumer');
  });
});

const order: MeritOrder = {
  ...{ start: '2026-06-01T12:00:00Z', importsKw: 0, exportsKw: 2 },
  ...{ priceMicrosPerKwh: 100_000, leastPriceMicrosPerKwh: 100_000 },
  greatestPriceMicrosPerKwh: 120_000,
  items: [
    {
      ...{ side: 'supply', kind: 'community', priceMicrosPerKwh: 50_000, powerKw: 4, usedKw: 4 },
      ...{ peers: 2, names: ['P1', 'P2'], marginal: false },
    },
    {
      ...{ side: 'supply', kind: 'grid', priceMicrosPerKwh: 100_000, powerKw: 50, usedKw: 3 },
      ...{ peers: 1, names: ['G'], marginal: true },
    },
    {
      ...{ side: 'demand', kind: 'load', priceMicrosPerKwh: Number.MAX_SAFE_INTEGER },
      ...{ powerKw: 5, usedKw: 5, peers: 9, names: ['P3', 'P4'], marginal: false },
    },
  ],
};
const curve = meritCurve(order);

describe('The figures of a period', () => {
  const tiles = (over: Partial<MeritOrder>) => {
    const shown = { ...order, ...over };
    return new Map(
      meritTiles(shown, meritCurve(shown), { words: clearingWords.en, format: english }).map(
        (tile) => [tile.name, tile],
      ),
    );
  };

  it('name who sets the price', () =>
    expect(tiles({}).get('Marginal')).toMatchObject({ figure: 'G', tone: 'grid' }));

  it('say that nobody alone does', () => {
    const items = order.items.map((block) => ({ ...block, marginal: false }));
    expect(tiles({ items }).get('Marginal')).toMatchObject({ aside: 'no one alone' });
  });

  it('tell the width of the band, or that there is one price', () => {
    expect(tiles({}).get('Band')).toMatchObject({ figure: '0.0200', aside: '0.1000 – 0.1200' });
    const one = { greatestPriceMicrosPerKwh: 100_000 };
    expect(tiles(one).get('Band')).toMatchObject({ aside: 'one optimal price' });
  });

  it.each([
    [0, 2, '2.0', 'exports'],
    [3, 1, '2.0', 'imports'],
    [0, 0, '0.0', 'all within the market'],
  ])('say what crosses the border: %d in, %d out', (importsKw, exportsKw, figure, aside) =>
    expect(tiles({ importsKw, exportsKw }).get('Net position')).toMatchObject({ figure, aside }),
  );
});

describe('The table of a merit order', () => {
  const columns = blockColumns(clearingWords.en, english, curve);
  const cell = (head: RegExp, at: number) => {
    const block = [...curve.supply, ...curve.demand][at];
    const column = columns.find((it) => head.test(it.head));
    return block && column && [column.text(block), column.raw?.(block)];
  };

  it('says of load that it is met at any price, and gives programs none', () => {
    const load = [...curve.supply, ...curve.demand].findIndex(({ kind }) => kind === 'load');
    expect(cell(/^Cost/, load)).toEqual(['at any price', null]);
  });

  it('names a few, and counts the others', () => {
    const load = curve.demand.find(({ kind }) => kind === 'load');
    expect(load && whoIs(load, clearingWords.en, english)).toBe('P3, P4 and 7 more');
  });
});

describe('The figures of a day', () => {
  const point = (start: string, servedWh: number, priceMicrosPerKwh: number | null) => ({
    ...{
      start,
      periods: 1,
      generationWh: servedWh / 2,
      dischargeWh: 0,
      gridImportsWh: 0,
      servedWh,
    },
    ...{ chargeWh: 0, gridExportsWh: 0, communityImportsWh: 0, communityExportsWh: 0 },
    ...{ lossesWh: 0, storedWh: 0, priceMicrosPerKwh },
    ...{ leastPriceMicrosPerKwh: priceMicrosPerKwh, greatestPriceMicrosPerKwh: priceMicrosPerKwh },
  });
  const day = [
    point('2026-06-01T00:00:00Z', 1000, 100_000),
    point('2026-06-01T01:00:00Z', 3000, 200_000),
  ];

  it('weigh the price by what was used', () => {
    expect(meanPrice(day)).toBe(175_000);
    expect(meanPrice([...day, point('2026-06-01T02:00:00Z', 9000, null)])).toBe(175_000);
    expect(meanPrice([])).toBeNull();
  });

  it('name the hour of the highest use', () => {
    const tiles = dayTiles(day, undefined, { words: dayWords.en, format: english });
    expect(tiles.find(({ name }) => name === dayWords.en.peak)).toMatchObject({
      figure: '3.00',
      aside: expect.stringContaining('2026-06-01T01:00'),
    });
  });

  it('say how far they are from the comparison, and nothing without one', () => {
    const other = [point('2026-05-31T00:00:00Z', 2000, 100_000)];
    const [served] = dayTiles(day, other, { words: dayWords.en, format: english });
    expect(served?.aside).toContain('+100%');
    const [alone] = dayTiles(day, undefined, { words: dayWords.en, format: english });
    expect(alone?.aside).toBeUndefined();
  });
});
