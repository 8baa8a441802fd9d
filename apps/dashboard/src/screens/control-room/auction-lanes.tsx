import type { AuctionDelivery, AuctionState } from '@trueque/contracts';
import { useEffect, useState } from 'react';
import { linkTo, useAddress } from '../../address/use-address';
import { Icon } from '../../parts/icons';
import { useChosen } from '../../shell/market';
import { useFormat } from '../../shell/use-format';
import { duration } from '../../format/times';
import { useWords } from '../../words/language';
import { controlRoomWords } from './words';

/** Where an auction stands, by its state; what somebody must decide on has a lane of its own. */
const LANES = {
  open: ['scheduled', 'open'],
  held: ['suspended', 'under-review'],
  'gate-closed': ['gate-closed', 'clearing'],
  published: ['cleared', 'fallback', 'published'],
  settled: ['settled'],
  over: ['failed', 'cancelled'],
} as const satisfies Record<string, readonly AuctionState[]>;
type LaneName = keyof typeof LANES;
const laneNames = Object.keys(LANES) as LaneName[];
const statesOf = (lane: LaneName): readonly string[] => LANES[lane];
const SHOWN_MAX = 7;

/** Auctions on their way from the first offer to the last cent. */
export const AuctionLanes = () => {
  const words = useWords(controlRoomWords);
  const { deliveries } = useChosen();
  return (
    <section className="card" aria-labelledby="auctions-title">
      <header className="card-head">
        <div>
          <h2 id="auctions-title">{words.auctions}</h2>
          <p className="note">{words.auctionsNote}</p>
        </div>
      </header>
      <ol className="lanes">
        {laneNames.map((lane) => (
          <Lane
            key={lane}
            lane={lane}
            auctions={deliveries.filter(({ state }) => statesOf(lane).includes(state))}
          />
        ))}
      </ol>
    </section>
  );
};

interface LaneProps {
  readonly lane: LaneName;
  readonly auctions: readonly AuctionDelivery[];
}

const Lane = ({ lane, auctions }: LaneProps) => {
  const words = useWords(controlRoomWords);
  const { whole } = useFormat();
  const more = auctions.length - SHOWN_MAX;
  return (
    <li className="lane" data-lane={lane}>
      <h3>
        {words.lanes[lane]} <span>{whole(auctions.length)}</span>
      </h3>
      {auctions.length === 0 ? <p className="quiet">{words.none}</p> : null}
      <ul>
        {auctions.slice(0, SHOWN_MAX).map((auction) => (
          <AuctionCard key={auction.auctionId} auction={auction} />
        ))}
      </ul>
      {more > 0 ? <p className="quiet">{words.more(whole(more))}</p> : null}
    </li>
  );
};

const AuctionCard = ({ auction }: { readonly auction: AuctionDelivery }) => {
  const words = useWords(controlRoomWords);
  const format = useFormat();
  const [address, go] = useAddress();
  const change = { screen: 'clearing', run: auction.auctionId } as const;
  const { state, offers, trades } = auction;
  return (
    <li>
      <a
        className="auction"
        href={linkTo(address, change)}
        onClick={(event) => {
          event.preventDefault();
          go(change);
        }}
      >
        <b>{auction.auctionId}</b>
        <span>{format.dateTime(auction.start)}</span>
        {state === 'open' ? <ToGate at={auction.gateClosesAt} /> : null}
        {NEEDS_A_LOOK.has(state) ? <Icon name="warning" /> : null}
        {LANE_NAMES.has(state) ? null : <span>{words.states[state as AuctionState]}</span>}
        <span>
          {trades === null
            ? words.offers(format.whole(offers))
            : words.trades(format.whole(trades))}
        </span>
      </a>
    </li>
  );
};

const NEEDS_A_LOOK: ReadonlySet<string> = new Set(['suspended', 'under-review', 'failed']);

/** The lane itself says it. */
const LANE_NAMES: ReadonlySet<string> = new Set(laneNames);

const TICK_MS = 1_000;

/** Time left until no offer is taken any more. */
const ToGate = ({ at }: { readonly at: string }) => {
  const words = useWords(controlRoomWords);
  const { language } = useFormat();
  const [now, setNow] = useState(() => Date.now());
  useEffect(() => {
    const timer = window.setInterval(() => setNow(Date.now()), TICK_MS);
    return () => window.clearInterval(timer);
  }, []);
  const left = Date.parse(at) - now;
  return <span>{left > 0 ? words.gateIn(duration(left, language)) : words.gateShut}</span>;
};
