import { usePalette } from '../../charts/palette';
import { Figure } from '../../parts/figure';
import { figures, sums } from '../../parts/table-columns';
import { useFormat } from '../../shell/use-format';
import { useWords } from '../../words/language';
import { wordOf } from '../../words/words';
import { type Fall, waterfallOption } from './waterfall';
import { billWords } from './words';

interface WaterfallProps {
  readonly falls: readonly Fall[];
  readonly note: string;
  readonly provenance?: { readonly run: string; readonly status: string };
}

/** A bill as a waterfall. */
export const Waterfall = ({ falls, note, provenance }: WaterfallProps) => {
  const words = useWords(billWords);
  const palette = usePalette();
  const format = useFormat();
  const nameOf = (code: string) => wordOf(words.steps, code);
  return (
    <Figure<Fall>
      id="waterfall"
      title={words.waterfall}
      unit={format.currency}
      note={note}
      provenance={provenance}
      option={waterfallOption({
        ...{ falls, palette, currency: format.currency, nameOf },
        money: format.money,
      })}
      columns={[
        { head: words.step, text: ({ code }) => nameOf(code) },
        figures(
          `${words.energy}, kWh`,
          ({ energyWh }) => (energyWh === null ? null : energyWh / 1000),
          (kwh) => format.decimal(kwh, 2),
        ),
        sums(`${words.amount}, ${format.currency}`, ({ amountNanos }) => amountNanos, format.money),
      ]}
      rows={falls}
      keyOf={({ code }) => code}
    />
  );
};
