import type { SolveTime } from '@trueque/contracts';
import { useAnswer } from '../../api/answers';
import { categoryAxis, type Option, valueAxis } from '../../charts/option';
import { type Palette, usePalette } from '../../charts/palette';
import { Figure } from '../../parts/figure';
import { figures, times as instants } from '../../parts/table-columns';
import { Answered } from '../../parts/states';
import { useChosen } from '../../shell/market';
import { useFormat } from '../../shell/use-format';
import { useWords } from '../../words/language';
import { wordOf } from '../../words/words';
import { operationsWords } from './words';

/** How long each auction waited for its answer. */
export const SolveTimes = () => {
  const { path } = useChosen();
  const times = useAnswer<{ items: readonly SolveTime[] }>(`${path}/solve-times`);
  return (
    <Answered answer={times} height={400}>
      {({ items }) => <TimesFigure times={items.toReversed()} />}
    </Answered>
  );
};

const option = (times: readonly SolveTime[], palette: Palette, unit: string): Option => ({
  grid: { left: 58, right: 16, top: 32, bottom: 58 },
  xAxis: categoryAxis(
    palette,
    times.map(({ auctionId }) => auctionId),
    { axisLabel: { color: palette.soft, rotate: 32, hideOverlap: true } },
  ),
  yAxis: valueAxis(palette, unit),
  series: [
    {
      ...{ type: 'bar', name: unit, barMaxWidth: 46, itemStyle: { color: palette.load } },
      data: times.map(({ milliseconds }) => Math.round(milliseconds)),
    },
  ],
});

const TimesFigure = ({ times }: { readonly times: readonly SolveTime[] }) => {
  const words = useWords(operationsWords);
  const palette = usePalette();
  const { whole, dateTime } = useFormat();
  return (
    <Figure<SolveTime>
      id="solve-times"
      title={words.solve}
      unit={words.milliseconds}
      note={words.solveNote}
      option={option(times, palette, words.milliseconds)}
      height={300}
      columns={[
        { head: words.auction, text: ({ auctionId }) => auctionId },
        instants(words.recorded, ({ start }) => start, dateTime),
        figures(words.offers, ({ offers }) => offers, whole),
        {
          head: words.state,
          text: ({ state }) => wordOf(words.states, state),
          raw: ({ state }) => state,
        },
        figures(`${words.time}, ${words.milliseconds}`, ({ milliseconds }) => milliseconds, whole),
      ]}
      rows={times}
      keyOf={({ auctionId }) => auctionId}
    />
  );
};
