import type { Exchange, Exchanges } from '@trueque/contracts';
import { useAnswer } from '../../api/answers';
import { usePalette } from '../../charts/palette';
import { energyScale, moneyNumber } from '../../format/numbers';
import { Figure } from '../../parts/figure';
import { Answered } from '../../parts/states';
import type { Column } from '../../parts/table-columns';
import { useChosen } from '../../shell/market';
import { type Format, useFormat } from '../../shell/use-format';
import { useWords } from '../../words/language';
import { sankeyOption } from './flow-options';
import { LinkTable } from './link-table';
import { TradeGraph } from './trade-graph';
import { flowsWords } from './words';

type Words = (typeof flowsWords)['en'];

/** Who sends energy to whom, under which contracts and limits. */
export const Flows = () => {
  const { path, scope } = useChosen();
  const exchanges = useAnswer<Exchanges>(`${path}/exchanges`, scope);
  return (
    <div className="stack">
      <Answered answer={exchanges} height={460}>
        {(data) => <Sankey exchanges={data} />}
      </Answered>
      <TradeGraph />
      <LinkTable />
    </div>
  );
};

/** What a side of an exchange is called. */
const sideName = (words: Words, kind: Exchange['fromKind'], id: string, count: string): string =>
  kind === 'grid' ? words.grid : kind === 'others' ? words.others(count) : id;

const SHOWN = 12;

const Sankey = ({ exchanges }: { readonly exchanges: Exchanges }) => {
  const words = useWords(flowsWords);
  const palette = usePalette();
  const format = useFormat();
  const rest = format.whole(Math.max(0, exchanges.communities - SHOWN));
  const name = (kind: Exchange['fromKind'], id: string) => sideName(words, kind, id, rest);
  const scale = energyScale(Math.max(0, ...exchanges.items.map(({ energyWh }) => energyWh)));
  return (
    <Figure
      id="flows"
      title={words.title}
      unit={scale.unit}
      note={words.note}
      option={sankeyOption({
        ...{ exchanges: exchanges.items, palette, energy: format.energy },
        nameOf: (kind, id, side) => words[side](name(kind, id)),
      })}
      height={Math.min(620, 240 + 26 * exchanges.communities)}
      columns={exchangeColumns(words, format, name)}
      rows={exchanges.items}
      keyOf={({ from, to, fromKind, toKind }) => `${fromKind} ${from} ${toKind} ${to}`}
    />
  );
};

const exchangeColumns = (
  words: Words,
  format: Format,
  name: (kind: Exchange['fromKind'], id: string) => string,
): readonly Column<Exchange>[] => {
  const money = (head: string, read: (exchange: Exchange) => string): Column<Exchange> => ({
    head: `${head}, ${format.currency}`,
    numeric: true,
    text: (exchange) => format.money(read(exchange)),
    raw: (exchange) => moneyNumber(read(exchange)),
  });
  return [
    { head: words.from, text: ({ fromKind, from }) => name(fromKind, from) },
    { head: words.to, text: ({ toKind, to }) => name(toKind, to) },
    {
      head: `${words.energy}, kWh`,
      numeric: true,
      text: ({ energyWh }) => format.decimal(energyWh / 1000, 3),
      raw: ({ energyWh }) => energyWh / 1000,
    },
    money(words.paid, ({ buyersPayNanos }) => buyersPayNanos),
    money(words.got, ({ sellersGetNanos }) => sellersGetNanos),
  ];
};
