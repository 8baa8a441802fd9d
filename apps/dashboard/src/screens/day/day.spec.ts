import type { EnergyPoint } from '@trueque/contracts';
import type { Palette } from '../../charts/palette';
import { energyScale } from '../../format/numbers';
import type { Format } from '../../shell/use-format';
import { dayColumns } from './day-columns';
import { dayOption } from './day-option';
import { dayTiles, meanPrice } from './day-tiles';
import { dayWords } from './words';

const point = (start: string, over: Partial<EnergyPoint> = {}): EnergyPoint => ({
  ...{ start, periods: 1, generationWh: 3000, dischargeWh: 0, gridImportsWh: 1000 },
  ...{ communityImportsWh: 0, servedWh: 4000, chargeWh: 0, gridExportsWh: 0 },
  ...{ communityExportsWh: 0, lossesWh: 0, storedWh: 500, priceMicrosPerKwh: 200_000 },
  ...{ leastPriceMicrosPerKwh: 150_000, greatestPriceMicrosPerKwh: 250_000 },
  ...over,
});
const points = [
  point('2016-08-08T07:00:00Z'),
  point('2016-08-08T08:00:00Z', { servedWh: 1000, priceMicrosPerKwh: 700_000, chargeWh: 3000 }),
];
const words = dayWords.en;
const format = {
  priceUnit: 'USD/kWh',
  price: (micros: number | null) => (micros === null ? '–' : (micros / 1e6).toFixed(4)),
  energy: (wh: number) => `${wh / 1000} kWh`,
  scaled: (wh: number, { divisor }: { divisor: number }) => String(wh / divisor),
  percent: (share: number) => `${Math.round(share * 100)}%`,
  dateTime: (instant: string) => instant,
} as unknown as Format;

describe('a day', () => {
  it('has a mean price by the energy that was used', () => {
    expect(meanPrice(points)).toBe((4000 * 200_000 + 1000 * 700_000) / 5000);
    expect(meanPrice([])).toBeNull();
  });

  it('is told in five figures, beside its comparison', () => {
    const tiles = dayTiles(points, [point('2016-08-07T07:00:00Z')], { words, format });
    expect(tiles.map(({ figure }) => figure)).toEqual(['5', '6', '0', '4', '0.3000']);
    expect(tiles[0]?.aside).toBe('+25% against the comparison');
    expect(dayTiles(points, undefined, { words, format })[0]?.aside).toBeUndefined();
  });

  it('has the same numbers in its table as in its chart', () => {
    const scale = energyScale(4000);
    const columns = dayColumns(words, format, { scale, labels: new Map() });
    const rows = points.map((row) => columns.map(({ raw }) => raw?.(row)));
    expect(rows[1]?.slice(0, 6)).toEqual(['2016-08-08T08:00:00Z', 3, 0, 0, 1, 1]);
    const palette = new Proxy({}, { get: () => '#000' }) as Palette;
    const option = dayOption({
      ...{ points, compared: undefined, labels: ['00:00', '01:00'], palette, scale, words },
      ...{ priceUnit: 'USD/kWh', energy: format.energy, price: format.price },
    });
    const series = option['series'] as { name: string; data: number[] }[];
    expect(series.find(({ name }) => name === words.generation)?.data).toEqual([3, 3]);
    expect(series.find(({ name }) => name === words.charge)?.data).toEqual([-0, -3]);
    expect(series.find(({ name }) => name === words.price)?.data).toEqual([0.2, 0.7]);
  });

  it('shows what it is compared with as a second line', () => {
    const palette = new Proxy({}, { get: () => '#000' }) as Palette;
    const option = dayOption({
      ...{ points, compared: points, labels: [], palette, scale: energyScale(1), words },
      ...{ priceUnit: '', energy: String, price: String },
    });
    const names = (option['series'] as { name: string }[]).map(({ name }) => name);
    expect(names).toEqual(
      expect.arrayContaining([words.compared(words.load), words.compared(words.price)]),
    );
  });
});
