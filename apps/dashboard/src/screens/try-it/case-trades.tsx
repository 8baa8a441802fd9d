import type { AnsweredPeriod, AnsweredTrade } from '@trueque/contracts';
import { DataTable } from '../../parts/data-table';
import type { Column } from '../../parts/table-columns';
import { decimal } from '../../format/numbers';
import { useLanguage, useWords } from '../../words/language';
import { tryWords } from './words';

interface CaseTradesProps {
  readonly period: AnsweredPeriod;
  readonly currency: string;
}

type Priced = readonly [community: string, price: number];

/** Prices and trades of one period of a case. */
export const CaseTrades = (props: CaseTradesProps) => (
  <div className="pair">
    <Prices {...props} />
    <Trades {...props} />
  </div>
);

const PRICE_DIGITS = 4;

const Prices = ({ period, currency }: CaseTradesProps) => {
  const words = useWords(tryWords);
  const language = useLanguage();
  const price = (value: number) => decimal(value, PRICE_DIGITS, language);
  const bounds = (community: string, at: 0 | 1) => price(period.priceBounds[community]?.[at] ?? 0);
  const columns: readonly Column<Priced>[] = [
    { head: words.fields.community, text: ([community]) => community },
    { head: `${words.price}, ${currency}/kWh`, numeric: true, text: ([, value]) => price(value) },
    { head: words.least, numeric: true, text: ([community]) => bounds(community, 0) },
    { head: words.greatest, numeric: true, text: ([community]) => bounds(community, 1) },
  ];
  return (
    <section className="card" id="case-prices">
      <header className="card-head">
        <h2>{words.prices}</h2>
      </header>
      <DataTable
        caption={words.prices}
        columns={columns}
        rows={Object.entries(period.prices)}
        keyOf={([community]) => community}
      />
    </section>
  );
};

const Trades = ({ period, currency }: CaseTradesProps) => {
  const words = useWords(tryWords);
  const language = useLanguage();
  const columns: readonly Column<AnsweredTrade>[] = [
    { head: words.seller, text: ({ seller }) => seller },
    { head: words.buyer, text: ({ buyer }) => buyer },
    {
      head: `${words.energy}, kWh`,
      numeric: true,
      text: ({ energy }) => decimal(energy, 3, language),
    },
    {
      head: `${words.price}, ${currency}/kWh`,
      numeric: true,
      text: (it) => decimal(it.price, PRICE_DIGITS, language),
    },
    { head: words.contract, text: ({ contract }) => contract ?? '–' },
  ];
  return (
    <section className="card" id="case-trades">
      <header className="card-head">
        <h2>{words.trades}</h2>
      </header>
      <DataTable
        caption={words.trades}
        columns={columns}
        rows={period.trades}
        keyOf={({ seller, buyer }) => `${seller} ${buyer}`}
      />
    </section>
  );
};
