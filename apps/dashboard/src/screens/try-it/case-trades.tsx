import type { AnsweredPeriod, AnsweredTrade } from '@trueque/contracts';
import { TableCard } from '../../parts/table-card';
import { figures } from '../../parts/table-columns';
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
  const bound = (head: string, at: 0 | 1) =>
    figures<Priced>(head, ([community]) => period.priceBounds[community]?.[at] ?? null, price);
  return (
    <TableCard<Priced>
      id="case-prices"
      title={words.prices}
      unit={`${currency}/kWh`}
      columns={[
        { head: words.fields.community, text: ([community]) => community },
        figures(`${words.price}, ${currency}/kWh`, ([, value]) => value, price),
        bound(words.least, 0),
        bound(words.greatest, 1),
      ]}
      rows={Object.entries(period.prices)}
      keyOf={([community]) => community}
    />
  );
};

const Trades = ({ period, currency }: CaseTradesProps) => {
  const words = useWords(tryWords);
  const language = useLanguage();
  const column = (head: string, read: (trade: AnsweredTrade) => number, digits: number) =>
    figures(head, read, (value) => decimal(value, digits, language));
  return (
    <TableCard<AnsweredTrade>
      id="case-trades"
      title={words.trades}
      columns={[
        { head: words.seller, text: ({ seller }) => seller },
        { head: words.buyer, text: ({ buyer }) => buyer },
        column(`${words.energy}, kWh`, ({ energy }) => energy, 3),
        column(`${words.price}, ${currency}/kWh`, (it) => it.price, PRICE_DIGITS),
        { head: words.contract, text: ({ contract }) => contract ?? '–' },
      ]}
      rows={period.trades}
      keyOf={({ seller, buyer }) => `${seller} ${buyer}`}
    />
  );
};
