import type { AuctionDelivery } from '@trueque/contracts';
import { useAddress } from '../../address/use-address';
import { partWords } from '../../parts/words';
import { useFormat } from '../../shell/use-format';
import { statusKey } from '../../shell/provenance';
import { useWords } from '../../words/language';
import { runsWords } from './words';

type Deliveries = readonly AuctionDelivery[];

/** A box for each auction, with how far it came. */
export const Calendar = ({ deliveries }: { readonly deliveries: Deliveries }) => {
  const words = useWords(runsWords);
  return (
    <section className="card" id="calendar" aria-labelledby="calendar-title">
      <header className="card-head">
        <div>
          <h2 id="calendar-title">{words.calendar}</h2>
          <p className="note">{words.calendarNote}</p>
        </div>
      </header>
      {deliveries.length === 0 ? <p className="quiet">{words.none}</p> : null}
      <ol className="calendar">
        {deliveries.toReversed().map((delivery) => (
          <Box key={delivery.auctionId} delivery={delivery} />
        ))}
      </ol>
    </section>
  );
};

const TONES: Readonly<Record<string, 'good' | 'bad' | 'wait'>> = {
  settledMetered: 'good',
  settledCleared: 'wait',
  failed: 'bad',
};

const Box = ({ delivery }: { readonly delivery: AuctionDelivery }) => {
  const words = useWords(runsWords);
  const parts = useWords(partWords);
  const format = useFormat();
  const [, go] = useAddress();
  const { auctionId, start, runs, coverage } = delivery;
  const told = coverage.expected === 0 ? 0 : 1 - coverage.missing / coverage.expected;
  const key = statusKey(delivery);
  return (
    <li>
      <button type="button" onClick={() => go({ screen: 'clearing', run: auctionId })}>
        <b>{format.date(start)}</b>
        <span className="quiet">{auctionId}</span>
        <span className="pill" data-tone={TONES[key]}>
          {parts.status[key]}
        </span>
        <span className="quiet">
          {runs.length === 0 ? words.none : words.runs(format.whole(runs.length))}
        </span>
        <meter value={told} min={0} max={1} aria-label={words.coverage} />
        <span className="quiet">{format.percent(told, 1)}</span>
      </button>
    </li>
  );
};
