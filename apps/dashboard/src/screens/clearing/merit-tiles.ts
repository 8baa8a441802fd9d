import type { MeritOrder } from '@trueque/contracts';
import type { MeritCurve } from '../../charts/merit-curve';
import type { Tile } from '../../parts/tiles';
import type { Format } from '../../shell/use-format';
import { whoIs } from './block-columns';
import type { clearingWords } from './words';

interface Telling {
  readonly words: (typeof clearingWords)['en'];
  readonly format: Format;
}

const KW_DIGITS = 1;

/** The period in a few figures: price, band, power, who is marginal, what crosses the border. */
export const meritTiles = (order: MeritOrder, curve: MeritCurve, telling: Telling): Tile[] => {
  const { words, format } = telling;
  const offered = curve.supply.reduce((sum, { powerKw }) => sum + powerKw, 0);
  return [
    { name: words.price, figure: format.price(order.priceMicrosPerKwh), unit: format.priceUnit },
    bandTile(order, telling),
    {
      ...{ name: words.cleared, figure: format.decimal(curve.clearedKw, KW_DIGITS), unit: 'kW' },
      aside: words.clearedAside(`${format.decimal(offered, KW_DIGITS)} kW`),
    },
    marginalTile(curve, telling),
    netTile(order, telling),
  ];
};

const bandTile = (order: MeritOrder, { words, format }: Telling): Tile => {
  const { leastPriceMicrosPerKwh: least, greatestPriceMicrosPerKwh: greatest } = order;
  const width = (greatest ?? 0) - (least ?? 0);
  return {
    ...{ name: words.bandWidth, figure: format.price(width), unit: format.priceUnit },
    tone: 'network',
    aside: width === 0 ? words.bandOne : `${format.price(least)} – ${format.price(greatest)}`,
  };
};

const marginalTile = ({ supply }: MeritCurve, { words, format }: Telling): Tile => {
  const block = supply.find(({ marginal }) => marginal);
  if (block === undefined) return { name: words.marginal, figure: '–', aside: words.marginalNone };
  return {
    name: words.marginal,
    figure: block.peers === 1 ? (block.names[0] ?? '') : words.kinds[block.kind],
    aside: block.peers === 1 ? words.marginalAside : whoIs(block, words, format),
    tone: block.kind === 'grid' ? 'grid' : 'community',
  };
};

const netTile = ({ importsKw, exportsKw }: MeritOrder, { words, format }: Telling): Tile => {
  const net = importsKw - exportsKw;
  const aside = net === 0 ? words.balanced : net > 0 ? words.importing : words.exporting;
  return {
    ...{ name: words.netPosition, figure: format.decimal(Math.abs(net), KW_DIGITS), unit: 'kW' },
    aside,
  };
};
