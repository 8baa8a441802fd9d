import type { MeritBlock } from '@trueque/contracts';
import { meritCurve } from './merit-curve';
import { meritOption, type MeritView } from './merit-option';
import { categoryAxis, tooltip, valueAxis, withBase } from './option';
import type { Palette } from './palette';
import { priceSeries } from './price-strip';

const palette: Palette = {
  ...{ ink: '#000', soft: '#555', line: '#ddd', surface: '#fff', load: '#777', bad: '#b00' },
  ...{ community: '#2a2', grid: '#72d', network: '#c70', storage: '#27c' },
};

describe('a chart', () => {
  it('never lets what the API says become markup', () => {
    const html = tooltip('<img src=x>', [['#000', 'a & b', '<b>']]);
    expect(html).toContain('&lt;img src=x&gt;');
    expect(html).toContain('a &amp; b');
    expect(html).not.toContain('<img');
  });

  it('stands still for whoever asked for that', () => {
    expect(withBase(palette, true, {}, 'en')).toMatchObject({
      animation: false,
      aria: { enabled: true },
    });
    expect(withBase(palette, false, {}, 'en')).toMatchObject({ animation: true });
  });

  it('keeps what an option says of its tooltip', () =>
    expect(withBase(palette, true, { tooltip: { trigger: 'item' } }, 'en')).toMatchObject({
      tooltip: { trigger: 'item', confine: true },
    }));
});

describe('a price strip', () => {
  const point = {
    priceMicrosPerKwh: 200_000,
    leastPriceMicrosPerKwh: 150_000,
    greatestPriceMicrosPerKwh: 250_000,
  };
  const gap = {
    priceMicrosPerKwh: null,
    leastPriceMicrosPerKwh: null,
    greatestPriceMicrosPerKwh: null,
  };

  it('stacks the band on its least price, and leaves a gap where there is none', () => {
    const [least, band, price] = priceSeries([point, gap], palette, {
      name: 'P',
      bandName: 'B',
      axis: 0,
    });
    expect([least?.data, band?.data, price?.data]).toEqual([
      [0.15, null],
      [0.1, null],
      [0.2, null],
    ]);
  });
});

describe('a merit order', () => {
  const block: MeritBlock = {
    side: 'supply',
    kind: 'community',
    ...{ priceMicrosPerKwh: 100_000, powerKw: 10, usedKw: 4 },
    ...{ peers: 1, names: ['P1'], marginal: true },
  };
  const view = (price: number | null): MeritView => ({
    curve: meritCurve({
      ...{ importsKw: 0, exportsKw: 0, priceMicrosPerKwh: price },
      items: [block, { ...block, side: 'demand', kind: 'load', powerKw: 4, marginal: false }],
    }),
    ...{ price, least: price, greatest: price, palette, priceUnit: 'USD/kWh' },
    names: {
      ...{ demand: 'demand', price: 'price', band: 'band', point: 'point' },
      kinds: {
        community: 'peers',
        grid: 'grid',
        storage: 's',
        load: 'l',
        bid: 'b',
        outside: 'o',
        sold: 'x',
      },
    },
    tell: ({ names }) => [['who', names.join()]],
  });
  const seriesOf = (price: number | null) =>
    meritOption(view(price))['series'] as { name: string; data: unknown[]; markLine?: object }[];

  it('draws a block as wide as its power, and marks the one that sets the price', () =>
    expect(seriesOf(100_000).find(({ name }) => name === 'peers')?.data).toMatchObject([
      { value: [0, 10, 0.1], itemStyle: { borderColor: '#000' } },
    ]));

  it('has a clearing point where there is a price, and none without', () => {
    expect(seriesOf(100_000).find(({ name }) => name === 'point')?.data).toEqual([[4, 0.1]]);
    expect(seriesOf(null).some(({ name }) => name === 'point')).toBe(false);
    expect(seriesOf(null).find(({ name }) => name === 'price')?.markLine).toBeUndefined();
  });
});

describe('numbers beside an axis', () => {
  const axes = (language: 'en' | 'es') =>
    withBase(
      palette,
      true,
      { xAxis: categoryAxis(palette, ['P1']), yAxis: [valueAxis(palette, 'kWh')] },
      language,
    );
  const label = (language: 'en' | 'es', value: number) => {
    const [axis] = axes(language)['yAxis'] as {
      axisLabel: { formatter: (value: number) => string };
    }[];
    return axis?.axisLabel.formatter(value);
  };

  it.each([
    [0.25, '0.25', '0,25'],
    [-40, '\u221240', '\u221240'],
    [12_000, '12,000', '12.000'],
  ])('are written as the language does: %d', (value, english, spanish) =>
    expect([label('en', value), label('es', value)]).toEqual([english, spanish]),
  );

  it('leave names and formats of their own alone', () => {
    const own = () => 'own';
    const { xAxis } = axes('es');
    expect(xAxis).not.toHaveProperty('axisLabel.formatter');
    const option = { xAxis: valueAxis(palette, '%', { axisLabel: { formatter: own } }) };
    expect(withBase(palette, true, option, 'es')).toMatchObject({
      xAxis: { axisLabel: { formatter: own } },
    });
  });
});
