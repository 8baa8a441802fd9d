import type { AuctionDelivery } from '@trueque/contracts';
import { useState } from 'react';
import { useAddress } from '../address/use-address';
import { type Answer, refresh } from '../api/answers';
import type { MarketRow } from '../api/rows';
import { Failure, Message, Skeleton } from '../parts/states';
import { ScreenPlace } from '../screens/screen-place';
import { localeOf } from '../format/numbers';
import { eventName } from '../words/event-names';
import { useLanguage, useWords } from '../words/language';
import { GlobalKeys, KeysDialog, PeriodKeys } from './keys';
import { ChosenProvider, useMarkets } from './market';
import { Navigation } from './navigation';
import { MarketSelect, Selectors } from './selectors';
import { useTheme } from './theme';
import { TopBar } from './top-bar';
import { type Live, useLive } from './use-live';
import { shellWords } from './words';

/** The frame that all screens share. */
export const App = () => {
  const words = useWords(shellWords);
  const language = useLanguage();
  const [theme, toggleTheme] = useTheme();
  const [keysShown, showKeys] = useState(false);
  const markets = useMarkets();
  const live = useLive({
    market: markets.address.market,
    shown: markets.market.data?.marketId,
  });
  return (
    <>
      <a className="skip" href="#main">
        {words.skip}
      </a>
      <TopBar live={live} theme={theme} onTheme={toggleTheme} onKeys={() => showKeys(true)} />
      <GlobalKeys onHelp={() => showKeys((shown) => !shown)} onTheme={toggleTheme} />
      <KeysDialog open={keysShown} onClose={() => showKeys(false)} />
      <div className="frame">
        <Navigation />
        <main id="main" tabIndex={-1}>
          <LostBar live={live} />
          <Within markets={markets} />
        </main>
      </div>
      <p className="unseen" id="said" aria-live="polite">
        {live.said === undefined
          ? ''
          : words.updated(`${eventName(live.said.type, language)} ${live.said.auction ?? ''}`)}
      </p>
    </>
  );
};

/** What is on the screen stays, with its age, while the connection is broken. */
const LostBar = ({ live: { connection, heardAt } }: { readonly live: Live }) => {
  const words = useWords(shellWords);
  const language = useLanguage();
  if (connection !== 'lost') return null;
  return (
    <div className="lost" role="alert">
      <span>{words.lostBar(heardAt.toLocaleTimeString(localeOf(language)))}</span>
      <button type="button" id="try-now" onClick={() => void refresh()}>
        {words.tryNow}
      </button>
    </div>
  );
};

type Markets = ReturnType<typeof useMarkets>;

const failureOf = ({ markets, market, extent }: Markets): unknown =>
  [markets, market, extent].find(({ isError, data }) => isError && data === undefined)?.error;

const Within = ({ markets: all }: { readonly markets: Markets }) => {
  const { markets, market, extent, path, address } = all;
  const known = market.data && extent.data;
  if (!known || path === undefined) return <Without markets={all} />;
  return (
    <ChosenProvider key={path} {...{ address, path, market: market.data, bounds: extent.data }}>
      {(deliveries) => <WithinMarket markets={markets.data?.items ?? []} deliveries={deliveries} />}
    </ChosenProvider>
  );
};

/** Before a market is known, or where there is none. */
const Without = ({ markets: all }: { readonly markets: Markets }) => {
  const failure = failureOf(all);
  if (all.address.screen === 'try-it') return <ScreenPlace />;
  if (failure) return <Failure error={failure} ofMarket />;
  if (all.markets.data?.items.length === 0 && all.path === undefined) return <NoMarket />;
  return <Skeleton height={420} />;
};

interface WithinMarketProps {
  readonly markets: readonly MarketRow[];
  readonly deliveries: Answer<{ items: readonly AuctionDelivery[] }>;
}

const WithinMarket = ({ markets, deliveries }: WithinMarketProps) => (
  <>
    <PeriodKeys />
    <Selectors>
      <MarketSelect markets={markets} />
    </Selectors>
    <ScreenPlace deliveries={deliveries} />
  </>
);

const NoMarket = () => {
  const words = useWords(shellWords);
  const [, go] = useAddress();
  return (
    <Message title={words.noMarket} text={words.noMarketText}>
      <a href="/docs">{words.apiDocs}</a>
      <button type="button" onClick={() => go({ screen: 'try-it' })}>
        {words.tryIt}
      </button>
    </Message>
  );
};
