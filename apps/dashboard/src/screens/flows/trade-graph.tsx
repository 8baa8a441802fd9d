import type { TradePair, TradePairs } from '@trueque/contracts';
import { useAnswer } from '../../api/answers';
import type { Page } from '../../api/pages';
import { usePalette } from '../../charts/palette';
import { moneyNumber } from '../../format/numbers';
import { Figure } from '../../parts/figure';
import { Answered } from '../../parts/states';
import type { Column } from '../../parts/table-columns';
import { useChosen } from '../../shell/market';
import { type Format, useFormat } from '../../shell/use-format';
import { useWords } from '../../words/language';
import { graphOption } from './flow-options';
import { flowsWords } from './words';

/** Who sold to whom, of a community where one is chosen. */
export const TradeGraph = () => {
  const { path, scope } = useChosen();
  const pairs = useAnswer<TradePairs>(`${path}/trade-pairs`, scope);
  return (
    <Answered answer={pairs} height={520}>
      {(data) => <Graph pairs={data} />}
    </Answered>
  );
};

const Graph = ({ pairs: { pairs, items } }: { readonly pairs: TradePairs }) => {
  const words = useWords(flowsWords);
  const palette = usePalette();
  const format = useFormat();
  const { path } = useChosen();
  const grids = useAnswer<Page<{ readonly peerId: string }>>(`${path}/peers`, { role: 'grid' });
  const gridIds = new Set((grids.data?.items ?? []).map(({ peerId }) => peerId));
  return (
    <Figure
      id="trades"
      title={words.graph}
      unit="kWh"
      note={words.graphNote(format.whole(items.length), format.whole(pairs))}
      option={graphOption({ pairs: items, palette, energy: format.energy, gridIds })}
      height={480}
      columns={pairColumns(words, format)}
      rows={items}
      keyOf={({ sellerId, buyerId }) => `${sellerId} ${buyerId}`}
    />
  );
};

const pairColumns = (
  words: (typeof flowsWords)['en'],
  format: Format,
): readonly Column<TradePair>[] => [
  { head: words.seller, text: ({ sellerId }) => sellerId },
  { head: words.buyer, text: ({ buyerId }) => buyerId },
  {
    head: `${words.energy}, kWh`,
    numeric: true,
    text: ({ energyWh }) => format.decimal(energyWh / 1000, 3),
    raw: ({ energyWh }) => energyWh / 1000,
  },
  {
    head: `${words.paid}, ${format.currency}`,
    numeric: true,
    text: ({ buyersPayNanos }) => format.money(buyersPayNanos),
    raw: ({ buyersPayNanos }) => moneyNumber(buyersPayNanos),
  },
];
