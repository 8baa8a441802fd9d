import type { LinkUse } from '@trueque/contracts';
import { useAnswer } from '../../api/answers';
import { DataTable } from '../../parts/data-table';
import { Answered } from '../../parts/states';
import type { Column } from '../../parts/table-columns';
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
    <section className="card" id="links" aria-labelledby="links-title">
      <header className="card-head">
        <div>
          <h2 id="links-title">{words.links}</h2>
          <p className="note">{words.linksNote}</p>
        </div>
      </header>
      <Answered answer={links} height={140}>
        {({ items }) =>
          items.length === 0 ? (
            <p className="quiet">{words.noLinks}</p>
          ) : (
            <DataTable
              caption={words.links}
              columns={linkColumns(words, format)}
              rows={items}
              keyOf={({ kind, id }) => `${kind} ${id}`}
            />
          )
        }
      </Answered>
    </section>
  );
};

const FULL = 0.999;

const linkColumns = (
  words: (typeof flowsWords)['en'],
  format: Format,
): readonly Column<LinkUse>[] => {
  const costOf = ({ exportCostMicrosPerKwh: cost, surchargeMicrosPerKwh: surcharge }: LinkUse) =>
    cost !== null ? format.price(cost) : surcharge !== null ? `+${format.price(surcharge)}` : '–';
  const shareOf = ({ peakKw, limitKw }: LinkUse) => {
    if (limitKw === null || limitKw === 0) return '–';
    const share = peakKw / limitKw;
    return share >= FULL ? `${format.percent(share)} · ${words.atLimit}` : format.percent(share);
  };
  return [
    { head: words.kind, text: ({ kind }) => words.kinds[kind] },
    { head: words.name, text: ({ id }) => id },
    { head: words.from, text: ({ from }) => from ?? '–' },
    { head: words.to, text: ({ to }) => to ?? '–' },
    {
      head: `${words.energy}, kWh`,
      numeric: true,
      text: (it) => format.decimal(it.energyWh / 1000, 2),
    },
    { head: `${words.peak}, kW`, numeric: true, text: (it) => format.decimal(it.peakKw, 2) },
    {
      head: `${words.limit}, kW`,
      numeric: true,
      text: ({ limitKw }) => (limitKw === null ? words.noLimit : format.decimal(limitKw, 2)),
    },
    { head: words.share, numeric: true, text: shareOf },
    { head: `${words.cost}, ${format.priceUnit}`, numeric: true, text: costOf },
    { head: words.network, numeric: true, text: ({ networkNanos }) => format.money(networkNanos) },
  ];
};
