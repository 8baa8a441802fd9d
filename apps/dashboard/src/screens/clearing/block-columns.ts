import type { MeritCurve, PlacedBlock } from '../../charts/merit-curve';
import type { Column } from '../../parts/table-columns';
import type { Format } from '../../shell/use-format';
import type { clearingWords } from './words';

type Words = (typeof clearingWords)['en'];

const KW_DIGITS = 3;

export const blockColumns = (
  words: Words,
  format: Format,
  { topMicros }: Pick<MeritCurve, 'topMicros'>,
): readonly Column<PlacedBlock>[] => [
  { head: words.side, text: ({ side }) => words[side] },
  { head: words.kind, text: ({ kind }) => words.kinds[kind] },
  {
    head: `${words.cost}, ${format.priceUnit}`,
    numeric: true,
    text: ({ priceMicrosPerKwh: it }) => (it === topMicros ? words.anyPrice : format.price(it)),
    raw: ({ priceMicrosPerKwh: it }) => (it === topMicros ? null : it / 1e6),
  },
  {
    head: `${words.offered}, kW`,
    numeric: true,
    text: ({ powerKw }) => format.decimal(powerKw, KW_DIGITS),
    raw: ({ powerKw }) => powerKw,
  },
  {
    head: `${words.used}, kW`,
    numeric: true,
    text: ({ usedKw }) => format.decimal(usedKw, KW_DIGITS),
    raw: ({ usedKw }) => usedKw,
  },
  { head: words.isMarginal, text: ({ marginal }) => (marginal ? words.yes : words.no) },
  { head: words.who, text: (block) => whoIs(block, words, format) },
];

/** Names of those behind a block, as many as there is room for. */
export const whoIs = ({ names, peers }: PlacedBlock, words: Words, format: Format): string => {
  const listed = names.join(', ');
  return peers > names.length ? words.andMore(listed, format.whole(peers - names.length)) : listed;
};

export const tellBlock = (
  block: PlacedBlock,
  words: Words,
  format: Format,
): readonly (readonly [string, string])[] => [
  [words.cost, `${format.price(block.priceMicrosPerKwh)} ${format.priceUnit}`],
  [words.offered, `${format.decimal(block.powerKw, 2)} kW`],
  [words.used, `${format.decimal(block.usedKw, 2)} kW`],
  ...(block.peers > 0 ? [[words.who, whoIs(block, words, format)] as const] : []),
];
