import { formatPeriod, LENGTHS, type Period, periodAround, shifted } from '../address/period';
import { useAddress } from '../address/use-address';
import { Icon } from '../parts/icons';
import { useWords } from '../words/language';
import { useChosen } from './market';
import { shellWords } from './words';

/** One control for the stretch of delivery that every screen shows. */
export const PeriodControl = () => {
  const words = useWords(shellWords);
  const { period } = useChosen();
  const setPeriod = useSetPeriod();
  return (
    <div className="period" role="group" aria-label={words.period}>
      <button
        type="button"
        id="earlier"
        className="icon-only"
        aria-label={words.earlier}
        title={words.earlier}
        onClick={() => setPeriod(shifted(period, -1))}
      >
        <Icon name="earlier" />
      </button>
      <Dates />
      <button
        type="button"
        id="later"
        className="icon-only"
        aria-label={words.later}
        title={words.later}
        onClick={() => setPeriod(shifted(period, 1))}
      >
        <Icon name="later" />
      </button>
      <Lengths />
    </div>
  );
};

export const useSetPeriod = () => {
  const [, go] = useAddress();
  return (period: Period) => go({ period: formatPeriod(period) });
};

const Dates = () => {
  const words = useWords(shellWords);
  const { period } = useChosen();
  const setPeriod = useSetPeriod();
  const field = (name: 'from' | 'to', label: string) => (
    <input
      type="date"
      id={name}
      aria-label={label}
      value={period[name]}
      onChange={({ target: { value } }) => {
        if (value !== '') setPeriod(ordered({ ...period, [name]: value }, name));
      }}
    />
  );
  return (
    <span className="dates">
      {field('from', words.from)}
      <span aria-hidden="true">–</span>
      {field('to', words.to)}
    </span>
  );
};

/** The end that was not chosen follows where they would cross. */
const ordered = ({ from, to }: Period, chosen: 'from' | 'to'): Period => {
  if (from <= to) return { from, to };
  return chosen === 'from' ? { from, to: from } : { from: to, to };
};

const Lengths = () => {
  const words = useWords(shellWords);
  const { period, extent } = useChosen();
  const setPeriod = useSetPeriod();
  const presets = [
    ...LENGTHS.map((length) => ({
      ...{ id: length, label: words.lengths[length] },
      period: periodAround(period.from, length),
    })),
    ...(extent === undefined ? [] : [{ id: 'all', label: words.everything, period: extent }]),
  ];
  return (
    <span className="segments">
      {presets.map(({ id, label, period: preset }) => (
        <button
          type="button"
          key={id}
          id={`period-${id}`}
          aria-pressed={formatPeriod(preset) === formatPeriod(period)}
          onClick={() => setPeriod(preset)}
        >
          {label}
        </button>
      ))}
    </span>
  );
};

/** The period before, as long as this one. */
export const periodBefore = (period: Period): Period => shifted(period, -1);
