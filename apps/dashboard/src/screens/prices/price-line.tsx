import type { EnergyPoint, EnergySeries } from '@trueque/contracts';
import { useMemo } from 'react';
import { useAnswer } from '../../api/answers';
import { usePalette } from '../../charts/palette';
import { Figure } from '../../parts/figure';
import { Answered } from '../../parts/states';
import type { Column } from '../../parts/table-columns';
import { useChosen } from '../../shell/market';
import { type Format, useFormat } from '../../shell/use-format';
import { useWords } from '../../words/language';
import { priceLineOption } from './price-options';
import { pricesWords } from './words';

/** The price over the period, with its band. */
export const PriceLine = () => {
  const { path, scope } = useChosen();
  const energy = useAnswer<EnergySeries>(`${path}/energy`, scope);
  return (
    <Answered answer={energy} height={420}>
      {(series) => <LineFigure series={series} />}
    </Answered>
  );
};

const LineFigure = ({ series: { items } }: { readonly series: EnergySeries }) => {
  const words = useWords(pricesWords);
  const palette = usePalette();
  const format = useFormat();
  const { labels, price, priceUnit } = format;
  const option = useMemo(
    () =>
      priceLineOption({
        ...{ points: items, labels: labels(items.map(({ start }) => start)), palette, priceUnit },
        ...{ names: words, price },
      }),
    [items, labels, palette, price, priceUnit, words],
  );
  return (
    <Figure
      id="price-line"
      title={words.line}
      unit={priceUnit}
      note={words.lineNote}
      option={option}
      columns={lineColumns(words, format)}
      rows={items}
      keyOf={({ start }) => start}
    />
  );
};

const lineColumns = (
  words: (typeof pricesWords)['en'],
  format: Format,
): readonly Column<EnergyPoint>[] => {
  const price = (
    head: string,
    read: (point: EnergyPoint) => number | null,
  ): Column<EnergyPoint> => ({
    head: `${head}, ${format.priceUnit}`,
    numeric: true,
    text: (point) => format.price(read(point)),
    raw: (point) => {
      const micros = read(point);
      return micros === null ? null : micros / 1e6;
    },
  });
  return [
    { head: words.start, text: ({ start }) => format.dateTime(start), raw: ({ start }) => start },
    price(words.price, ({ priceMicrosPerKwh }) => priceMicrosPerKwh),
    price(words.least, ({ leastPriceMicrosPerKwh }) => leastPriceMicrosPerKwh),
    price(words.greatest, ({ greatestPriceMicrosPerKwh }) => greatestPriceMicrosPerKwh),
  ];
};
