import type { AuctionDelivery } from '@trueque/contracts';
import { Suspense, useEffect } from 'react';
import type { Screen } from '../address/address';
import { formatPeriod } from '../address/period';
import { useAddress } from '../address/use-address';
import type { Answer } from '../api/answers';
import { Failure, Message, Skeleton } from '../parts/states';
import { useChosen } from '../shell/market';
import { PeriodControl } from '../shell/period-control';
import { shellWords } from '../shell/words';
import { useWords } from '../words/language';
import { ScreenBoundary } from './screen-boundary';
import { screensShown } from './screens-shown';

/** Screens that have something to show where nothing is delivered. */
const WITHOUT_DELIVERY: readonly Screen[] = [
  'control-room',
  'compare',
  'runs',
  'operations',
  'try-it',
];

interface ScreenPlaceProps {
  readonly deliveries?: Answer<{ items: readonly AuctionDelivery[] }> | undefined;
}

/** The heading of a screen, and the screen or why there is none. */
export const ScreenPlace = ({ deliveries }: ScreenPlaceProps) => {
  const words = useWords(shellWords);
  const [{ screen }] = useAddress();
  const title = words.screen[screen];
  useEffect(() => {
    document.title = `${title} · trueque`;
  }, [title]);
  return (
    <>
      <div className="screen-head">
        <div>
          <h1>{title}</h1>
          <p className="lead">{words.lead[screen]}</p>
        </div>
        {deliveries === undefined ? null : <PeriodControl />}
      </div>
      <div data-stale={deliveries?.isPlaceholderData || undefined}>
        <ScreenBoundary key={screen}>
          <Body screen={screen} deliveries={deliveries} />
        </ScreenBoundary>
      </div>
    </>
  );
};

interface BodyProps extends ScreenPlaceProps {
  readonly screen: Screen;
}

const Body = ({ screen, deliveries }: BodyProps) => {
  if (deliveries === undefined || WITHOUT_DELIVERY.includes(screen))
    return <Shown screen={screen} />;
  const { data, isError, error } = deliveries;
  if (isError && data === undefined) return <Failure error={error} />;
  return data?.items.length === 0 ? <NoDelivery /> : <Shown screen={screen} />;
};

const Shown = ({ screen }: { readonly screen: Screen }) => {
  const ScreenShown = screensShown[screen];
  if (ScreenShown === undefined) return <NoDelivery />;
  return (
    <Suspense fallback={<Skeleton height={420} />}>
      <ScreenShown />
    </Suspense>
  );
};

const NoDelivery = () => {
  const words = useWords(shellWords);
  const { extent } = useChosen();
  const [, go] = useAddress();
  if (extent === undefined) return <Message title={words.noAuction} text={words.noAuctionText} />;
  return (
    <Message title={words.noDelivery} text={words.noDeliveryText}>
      <button
        type="button"
        id="to-latest"
        onClick={() => go({ period: formatPeriod({ from: extent.to, to: extent.to }) })}
      >
        {words.toLatest}
      </button>
    </Message>
  );
};
