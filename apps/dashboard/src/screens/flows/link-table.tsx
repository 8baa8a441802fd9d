import type { LinkUse } from '@trueque/contracts';
import { useAnswer } from '../../api/answers';
import { Answered } from '../../parts/states';
import { TableCard } from '../../parts/table-card';
import { type Column, figures, sums } from '../../parts/table-columns';
import { useChosen } from '../../shell/market';
import { type Format, useFormat } from '../../shell/use-format';
import { useWords } from '../../words/language';
import { flowsWords } from './words';

/** Contracts and limits, and how near each came to its end. */
export const LinkTable = () => {
  const words = useWords(flowsWords);
  const format = useFormat();
  const { path, scope } = useChosen();
  const links = useAnswer<{ items: readonly LinkUse[] }>(`${path}/links`, scope);
  return (
    <Answered answer={links} height={200}>
      {({ items }) => (
        <TableCard
          id="links"
          title={words.links}
          note={words.linksNote}
          columns={linkColumns(words, format)}
          rows={items}
          keyOf={({ kind, id }) => `${kind} ${id}`}
          empty={<p className="quiet">{words.noLinks}</p>}
        />
      )}
    </Answered>
  );
};

const FULL = 0.999;

/** How much of a limit was used at most; null without one. */
const shareUsed = ({ peakKw, limitKw }: LinkUse): number | null =>
  limitKw === null || limitKw === 0 ? null : peakKw / limitKw;

const linkColumns = (
  words: (typeof flowsWords)['en'],
  format: Format,
): readonly Column<LinkUse>[] => {
  const kw = (value: number) => format.decimal(value, 2);
  const costOf = ({ exportCostMicrosPerKwh: cost, surchargeMicrosPerKwh: surcharge }: LinkUse) =>
    cost !== null ? format.price(cost) : surcharge !== null ? `+${format.price(surcharge)}` : '–';
  const tellShare = (share: number) =>
    share >= FULL ? `${format.percent(share)} · ${words.atLimit}` : format.percent(share);
  return [
    { head: words.kind, text: ({ kind }) => words.kinds[kind], raw: ({ kind }) => kind },
    { head: words.name, text: ({ id }) => id },
    { head: words.from, text: ({ from }) => from ?? '–', raw: ({ from }) => from },
    { head: words.to, text: ({ to }) => to ?? '–', raw: ({ to }) => to },
    figures(`${words.energy}, kWh`, ({ energyWh }) => energyWh / 1000, kw),
    figures(`${words.peak}, kW`, ({ peakKw }) => peakKw, kw),
    {
      ...figures<LinkUse>(`${words.limit}, kW`, ({ limitKw }) => limitKw, kw),
      text: ({ limitKw }) => (limitKw === null ? words.noLimit : kw(limitKw)),
    },
    figures(words.share, shareUsed, tellShare),
    {
      ...{ head: `${words.cost}, ${format.priceUnit}`, numeric: true, text: costOf },
      raw: ({ exportCostMicrosPerKwh: cost, surchargeMicrosPerKwh: surcharge }) =>
        cost === null && surcharge === null ? null : (cost ?? surcharge ?? 0) / 1e6,
    },
    sums(`${words.network}, ${format.currency}`, ({ networkNanos }) => networkNanos, format.money),
  ];
};
