import type { EnergySeries } from '@trueque/contracts';
import { useMemo } from 'react';
import { useAnswer } from '../../api/answers';
import { usePalette } from '../../charts/palette';
import { energyScale } from '../../format/numbers';
import { Figure } from '../../parts/figure';
import { Answered } from '../../parts/states';
import { Tiles } from '../../parts/tiles';
import { useChosen } from '../../shell/market';
import { useCompared } from '../../shell/use-compared';
import { useFormat } from '../../shell/use-format';
import { useWords } from '../../words/language';
import { dayColumns } from './day-columns';
import { dayOption } from './day-option';
import { dayTiles } from './day-tiles';
import { dayWords } from './words';

/** Generation, load and storage over the period, with the price below. */
export const Day = () => {
  const { path, scope } = useChosen();
  const compared = useCompared();
  const energy = useAnswer<EnergySeries>(`${path}/energy`, scope);
  const other = useAnswer<EnergySeries>(compared && `${path}/energy`, compared, { keep: false });
  return (
    <Answered answer={energy} height={700}>
      {(data) => <DayFigures series={data} compared={compared && other.data} />}
    </Answered>
  );
};

interface DayProps {
  readonly series: EnergySeries;
  readonly compared: EnergySeries | undefined;
}

const DayFigures = ({ series, compared }: DayProps) => {
  const words = useWords(dayWords);
  const format = useFormat();
  const { period } = useChosen();
  const { option, scale, labels } = useDayOption(series, compared);
  const columns = dayColumns(words, format, { scale, labels });
  return (
    <div className="stack">
      <Tiles tiles={dayTiles(series.items, compared?.items, { words, format })} />
      <Figure
        id="day"
        title={period.from === period.to ? words.title : words.titleMany}
        unit={`${scale.unit} ${words.per[series.bucket]} · ${format.priceUnit}`}
        note={words.note}
        option={option}
        height={612}
        columns={columns}
        rows={series.items}
        keyOf={({ start }) => start}
      />
    </div>
  );
};

const useDayOption = ({ items }: EnergySeries, compared: EnergySeries | undefined) => {
  const words = useWords(dayWords);
  const palette = usePalette();
  const format = useFormat();
  return useMemo(() => {
    const names = format.labels(items.map(({ start }) => start));
    const greatest = Math.max(
      0,
      ...items.map(({ servedWh, generationWh }) => Math.max(servedWh, generationWh)),
    );
    const scale = energyScale(greatest);
    const { energy, price, priceUnit } = format;
    return {
      scale,
      labels: new Map(items.map(({ start }, at) => [start, names[at] ?? start])),
      option: dayOption({
        ...{ points: items, compared: compared?.items, labels: names },
        ...{ palette, scale, priceUnit, words, energy, price },
      }),
    };
  }, [items, compared, palette, format, words]);
};
