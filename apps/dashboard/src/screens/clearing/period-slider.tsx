import type { AuctionRow } from '../../api/rows';
import { useFormat } from '../../shell/use-format';
import { useWords } from '../../words/language';
import { clearingWords } from './words';

const MINUTES: Readonly<Record<string, number>> = { PT5M: 5, PT15M: 15, PT30M: 30, PT1H: 60 };

/** Starts of all periods of an auction. */
export const periodStarts = ({ start, mtu, periods }: AuctionRow): string[] =>
  Array.from({ length: periods }, (_, at) =>
    new Date(Date.parse(start) + at * (MINUTES[mtu] ?? 60) * 60_000).toISOString(),
  );

interface SliderProps {
  readonly auction: AuctionRow;
  readonly period: number;
  readonly onPeriod: (period: number) => void;
}

/** Through the periods of an auction, by pointer or arrow keys. */
export const PeriodSlider = ({ auction, period, onPeriod }: SliderProps) => {
  const words = useWords(clearingWords);
  const { labels } = useFormat();
  const names = labels(periodStarts(auction));
  return (
    <label className="slider">
      <span>
        {words.period} <b>{names[period]}</b>
      </span>
      <input
        id="period-at"
        type="range"
        min={0}
        max={auction.periods - 1}
        value={period}
        aria-valuetext={names[period]}
        onChange={({ target }) => onPeriod(Number(target.value))}
      />
    </label>
  );
};
