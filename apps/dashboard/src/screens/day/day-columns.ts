import type { EnergyPoint } from '@trueque/contracts';
import type { Scale } from '../../format/numbers';
import type { Column } from '../../parts/table-columns';
import type { Format } from '../../shell/use-format';
import type { dayWords } from './words';

type Words = (typeof dayWords)['en'];

const ENERGIES = [
  ['generation', 'generationWh'],
  ['communityImports', 'communityImportsWh'],
  ['discharge', 'dischargeWh'],
  ['gridImports', 'gridImportsWh'],
  ['load', 'servedWh'],
  ['charge', 'chargeWh'],
  ['communityExports', 'communityExportsWh'],
  ['gridExports', 'gridExportsWh'],
  ['losses', 'lossesWh'],
  ['stored', 'storedWh'],
] as const;

const PRICES = [
  ['price', 'priceMicrosPerKwh'],
  ['least', 'leastPriceMicrosPerKwh'],
  ['greatest', 'greatestPriceMicrosPerKwh'],
] as const;

/** All that the API says of a point: energies in one unit, prices, and its start. */
export const dayColumns = (
  words: Words,
  format: Format,
  { scale, labels }: { readonly scale: Scale; readonly labels: ReadonlyMap<string, string> },
): readonly Column<EnergyPoint>[] => [
  {
    head: words.start,
    text: ({ start }) => labels.get(start) ?? start,
    raw: ({ start }) => start,
  },
  ...ENERGIES.map(([word, key]): Column<EnergyPoint> => ({
    head: `${words[word]}, ${scale.unit}`,
    numeric: true,
    text: (point) => format.scaled(point[key], scale),
    raw: (point) => point[key] / scale.divisor,
  })),
  ...PRICES.map(([word, key]): Column<EnergyPoint> => ({
    head: `${words[word]}, ${format.priceUnit}`,
    numeric: true,
    text: (point) => format.price(point[key]),
    raw: (point) => (point[key] === null ? null : point[key] / 1e6),
  })),
];
