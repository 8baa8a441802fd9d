import type { AuctionDelivery, MeritOrder } from '@trueque/contracts';
import { useAddress } from '../../address/use-address';
import { useAnswer } from '../../api/answers';
import type { AuctionRow } from '../../api/rows';
import { Answered, Message } from '../../parts/states';
import { useChosen } from '../../shell/market';
import { useWords } from '../../words/language';
import { FailedAuction } from './failed-auction';
import { MeritFigure } from './merit-figure';
import { PeriodSlider } from './period-slider';
import { Proof } from './proof';
import { clearingWords } from './words';

/** Merit order of one auction, period by period, with its proof. */
export const Clearing = () => {
  const { path, deliveries, scope } = useChosen();
  const auctionId = scope.auction ?? deliveries[0]?.auctionId;
  const auction = useAnswer<AuctionRow>(
    auctionId && `${path}/auctions/${encodeURIComponent(auctionId)}`,
  );
  return (
    <Answered answer={auction} height={620}>
      {(row) => <AuctionShown auction={row} />}
    </Answered>
  );
};

const AuctionShown = ({ auction }: { readonly auction: AuctionRow }) => {
  const words = useWords(clearingWords);
  const state: AuctionDelivery['state'] = auction.state;
  if (state === 'failed') return <FailedAuction auction={auction} />;
  return (
    <div className="stack">
      {auction.resultHash === null ? (
        <Message title={words.waiting} text={words.waitingNote} />
      ) : null}
      <PeriodShown auction={auction} />
      {auction.resultHash === null ? null : <Proof auction={auction} />}
    </div>
  );
};

/** Of a day its late afternoon, when sun, storage and the grid meet. */
const tellingPeriod = (periods: number) => Math.floor(periods * 0.65);

const PeriodShown = ({ auction }: { readonly auction: AuctionRow }) => {
  const { path, scope } = useChosen();
  const [{ at }, go] = useAddress();
  const chosen = Number(at ?? tellingPeriod(auction.periods));
  const period = Number.isInteger(chosen) && chosen >= 0 && chosen < auction.periods ? chosen : 0;
  const merit = useAnswer<MeritOrder>(
    `${path}/auctions/${encodeURIComponent(auction.auctionId)}/merit-order`,
    { period, community: scope.community },
  );
  const slider = (
    <PeriodSlider
      auction={auction}
      period={period}
      onPeriod={(next) => go({ at: String(next) }, { replace: true })}
    />
  );
  return (
    <Answered answer={merit} height={560}>
      {(order) => <MeritFigure auction={auction} order={order} controls={slider} />}
    </Answered>
  );
};
