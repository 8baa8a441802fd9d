import type { MeritOrder } from '@trueque/contracts';
import { type ReactNode, useMemo } from 'react';
import type { AuctionRow } from '../../api/rows';
import { meritCurve, type PlacedBlock } from '../../charts/merit-curve';
import { meritOption } from '../../charts/merit-option';
import { usePalette } from '../../charts/palette';
import { Figure } from '../../parts/figure';
import { Tiles } from '../../parts/tiles';
import { useFormat } from '../../shell/use-format';
import { useWords } from '../../words/language';
import { blockColumns, tellBlock } from './block-columns';
import { meritTiles } from './merit-tiles';
import { clearingWords } from './words';

interface MeritProps {
  readonly auction: AuctionRow;
  readonly order: MeritOrder;
  readonly controls: ReactNode;
}

/** Supply against demand in one period, as a chart and as figures. */
export const MeritFigure = ({ order, controls }: MeritProps) => {
  const words = useWords(clearingWords);
  const format = useFormat();
  const curve = useMemo(() => meritCurve(order), [order]);
  const option = useMeritOption(order, curve);
  return (
    <div className="stack">
      <Tiles tiles={meritTiles(order, curve, { words, format })} />
      <Figure<PlacedBlock>
        id="merit"
        title={words.title}
        unit={`kW · ${format.priceUnit}`}
        note={words.note}
        option={option}
        height={420}
        controls={controls}
        columns={blockColumns(words, format, curve)}
        rows={[...curve.supply, ...curve.demand]}
        keyOf={({ side, kind, fromKw }) => `${side} ${kind} ${fromKw}`}
      />
    </div>
  );
};

const useMeritOption = (order: MeritOrder, curve: ReturnType<typeof meritCurve>) => {
  const words = useWords(clearingWords);
  const palette = usePalette();
  const format = useFormat();
  return useMemo(
    () =>
      meritOption({
        ...{ curve, palette, priceUnit: format.priceUnit },
        price: order.priceMicrosPerKwh,
        least: order.leastPriceMicrosPerKwh,
        greatest: order.greatestPriceMicrosPerKwh,
        names: words,
        tell: (block) => tellBlock(block, words, format),
      }),
    [order, curve, palette, format, words],
  );
};
