import type { DurationCurve, PriceCell, PriceMap } from '@trueque/contracts';
import { useMemo } from 'react';
import { useAnswer } from '../../api/answers';
import { usePalette } from '../../charts/palette';
import { Figure } from '../../parts/figure';
import { Answered } from '../../parts/states';
import { Tiles } from '../../parts/tiles';
import type { Column } from '../../parts/table-columns';
import { useChosen } from '../../shell/market';
import { useCompared } from '../../shell/use-compared';
import { type Format, useFormat } from '../../shell/use-format';
import { useWords } from '../../words/language';
import { curveOption, mapOption } from './price-options';
import { PriceLine } from './price-line';
import { pricesWords } from './words';

/** What energy cost, where and when. */
export const Prices = () => {
  const { path, scope } = useChosen();
  const compared = useCompared();
  const map = useAnswer<PriceMap>(`${path}/price-map`, scope);
  const curve = useAnswer<DurationCurve>(`${path}/price-duration`, scope);
  const other = useAnswer<DurationCurve>(compared && `${path}/price-duration`, compared, {
    keep: false,
  });
  return (
    <div className="stack">
      <Answered answer={curve} height={104}>
        {(data) => <CurveTiles curve={data} />}
      </Answered>
      <Answered answer={map} height={420}>
        {(data) => <MapFigure map={data} />}
      </Answered>
      <div className="pair">
        <Answered answer={curve} height={420}>
          {(data) => <CurveFigure curve={data} compared={compared && other.data} />}
        </Answered>
        <PriceLine />
      </div>
    </div>
  );
};

const CurveTiles = ({ curve: { items } }: { readonly curve: DurationCurve }) => {
  const words = useWords(pricesWords);
  const { price, priceUnit } = useFormat();
  const prices = items.map(({ priceMicrosPerKwh }) => priceMicrosPerKwh);
  const at = (share: number) =>
    items.find((point) => point.share >= share)?.priceMicrosPerKwh ?? null;
  const mean = prices.length === 0 ? null : prices.reduce((sum, it) => sum + it, 0) / prices.length;
  const tile = (name: string, micros: number | null, aside?: string) => ({
    ...{ name, figure: price(micros), unit: priceUnit, tone: 'network' as const, aside },
  });
  return (
    <Tiles
      tiles={[
        tile(words.mean, mean),
        tile(words.median, at(0.5)),
        tile(words.greatest, prices[0] ?? null),
        tile(words.least, prices.at(-1) ?? null),
        tile(words.tenth, at(0.1), words.atLeast),
      ]}
    />
  );
};

const MapFigure = ({ map }: { readonly map: PriceMap }) => {
  const words = useWords(pricesWords);
  const palette = usePalette();
  const format = useFormat();
  const { labels, price, priceUnit } = format;
  const option = useMemo(
    () => mapOption({ cells: map.items, labels, palette, priceUnit, price }),
    [map, labels, palette, priceUnit, price],
  );
  const rows = new Set(map.items.map(({ communityId }) => communityId)).size;
  return (
    <Figure
      id="price-map"
      title={words.map}
      unit={`${priceUnit} · ${words.per[map.bucket]}`}
      note={words.mapNote(format.whole(rows), format.whole(map.communities))}
      option={option}
      height={Math.max(230, 110 + rows * 26)}
      columns={cellColumns(words, format)}
      rows={map.items}
      keyOf={({ communityId, start }) => `${communityId} ${start}`}
    />
  );
};

const cellColumns = (
  words: (typeof pricesWords)['en'],
  format: Format,
): readonly Column<PriceCell>[] => [
  { head: words.community, text: ({ communityId }) => communityId },
  { head: words.start, text: ({ start }) => format.dateTime(start), raw: ({ start }) => start },
  {
    head: `${words.price}, ${format.priceUnit}`,
    numeric: true,
    text: ({ priceMicrosPerKwh }) => format.price(priceMicrosPerKwh),
    raw: ({ priceMicrosPerKwh }) => priceMicrosPerKwh / 1e6,
  },
];

interface CurveProps {
  readonly curve: DurationCurve;
  readonly compared: DurationCurve | undefined;
}

const CurveFigure = ({ curve, compared }: CurveProps) => {
  const words = useWords(pricesWords);
  const palette = usePalette();
  const format = useFormat();
  return (
    <Figure
      id="price-duration"
      title={words.curve}
      unit={format.priceUnit}
      note={words.curveNote}
      option={curveOption({ curve, compared, palette, priceUnit: format.priceUnit, names: words })}
      columns={[
        {
          head: `${words.share}, %`,
          numeric: true,
          text: ({ share }) => format.percent(share, 1),
          raw: ({ share }) => share * 100,
        },
        {
          head: `${words.price}, ${format.priceUnit}`,
          numeric: true,
          text: ({ priceMicrosPerKwh }) => format.price(priceMicrosPerKwh),
          raw: ({ priceMicrosPerKwh }) => priceMicrosPerKwh / 1e6,
        },
      ]}
      rows={curve.items}
      keyOf={({ share }) => String(share)}
    />
  );
};
