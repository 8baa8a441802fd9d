import type { AuctionDelivery } from '@trueque/contracts';
import { useEffect, useState } from 'react';
import { linkTo, useAddress } from '../../address/use-address';
import { Icon } from '../../parts/icons';
import { useChosen } from '../../shell/market';
import { useFormat } from '../../shell/use-format';
import { duration } from '../../format/times';
import { useWords } from '../../words/language';
import { controlRoomWords } from './words';

const LANES = ['open', 'gate-closed', 'cleared', 'failed', 'settled'] as const;
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
        {LANES.map((state) => (
          <Lane
            key={state}
            state={state}
            auctions={deliveries.filter((it) => it.state === state)}
          />
        ))}
      </ol>
    </section>
  );
};

interface LaneProps {
  readonly state: (typeof LANES)[number];
  readonly auctions: readonly AuctionDelivery[];
}

const Lane = ({ state, auctions }: LaneProps) => {
  const words = useWords(controlRoomWords);
  const { whole } = useFormat();
  const more = auctions.length - SHOWN_MAX;
  return (
    <li className="lane" data-state={state}>
      <h3>
        {words.states[state]} <span>{whole(auctions.length)}</span>
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
        {state === 'failed' ? <Icon name="warning" /> : null}
        <span>
          {trades === null
            ? words.offers(format.whole(offers))
            : words.trades(format.whole(trades))}
        </span>
      </a>
    </li>
  );
};

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
