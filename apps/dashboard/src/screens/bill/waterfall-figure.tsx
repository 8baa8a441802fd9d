import type { PeerBill } from '@trueque/contracts';
import { usePalette } from '../../charts/palette';
import { moneyNumber } from '../../format/numbers';
import { Figure } from '../../parts/figure';
import { useFormat } from '../../shell/use-format';
import { useWords } from '../../words/language';
import { type Fall, fallsOf, waterfallOption } from './waterfall';
import { billWords } from './words';

/** The bill as a waterfall. */
export const Waterfall = ({ bill }: { readonly bill: PeerBill }) => {
  const words = useWords(billWords);
  const palette = usePalette();
  const format = useFormat();
  const falls = fallsOf(bill);
  const nameOf = (code: Fall['code']) =>
    code === 'grid-only' ? words.gridOnly : code === 'total' ? words.total : words.steps[code];
  return (
    <Figure
      id="waterfall"
      title={words.waterfall}
      unit={format.currency}
      note={words.waterfallNote}
      option={waterfallOption({
        ...{ falls, palette, currency: format.currency, nameOf },
        money: format.money,
      })}
      columns={[
        { head: words.step, text: ({ code }: Fall) => nameOf(code) },
        {
          head: `${words.energy}, kWh`,
          numeric: true,
          text: ({ energyWh }) => (energyWh === null ? '–' : format.decimal(energyWh / 1000, 2)),
          raw: ({ energyWh }) => (energyWh === null ? null : energyWh / 1000),
        },
        {
          head: `${words.amount}, ${format.currency}`,
          numeric: true,
          text: ({ amountNanos }) => format.money(amountNanos),
          raw: ({ amountNanos }) => moneyNumber(amountNanos),
        },
      ]}
      rows={falls}
      keyOf={({ code }) => code}
    />
  );
};
