import type { AuctionDelivery, Extent } from '@trueque/contracts';
import { createContext, type ReactNode, useContext, useMemo } from 'react';
import { boundsOf, localDate, parsePeriod, type Period } from '../address/period';
import { type Address } from '../address/address';
import { useAddress } from '../address/use-address';
import { type Answer, useAnswer } from '../api/answers';
import { listening } from '../api/live';
import type { Page } from '../api/pages';
import type { MarketRow } from '../api/rows';
import type { Place } from '../format/times';
import { useLanguage } from '../words/language';

/** What all screens show: a market, a stretch of its delivery, and what of it. */
export interface Chosen {
  readonly market: MarketRow;
  readonly period: Period;
  /** Bounds of all deliveries there are, as local days; undefined before the first auction. */
  readonly extent: Period | undefined;
  /** Auctions that deliver in the period, the latest first. */
  readonly deliveries: readonly AuctionDelivery[];
  /** What the API takes to answer for just that. */
  readonly scope: {
    readonly from: string;
    readonly to: string;
    readonly auction: string | undefined;
    readonly community: string | undefined;
  };
  readonly place: Place;
  /** `/markets/sierra-crest` */
  readonly path: string;
}

const Context = createContext<Chosen | undefined>(undefined);

/** Undefined where a screen is shown before any market is there. */
export const useChosenIfAny = (): Chosen | undefined => useContext(Context);

export const useChosen = (): Chosen => {
  const chosen = useContext(Context);
  if (chosen === undefined) throw new Error('a screen is shown within a market');
  return chosen;
};

/** The markets there are, and what the address chooses of them; each answer as it comes. */
export const useMarkets = () => {
  const [address] = useAddress();
  const markets = useAnswer<Page<MarketRow>>('/markets', { limit: 1000 }, { after: listening });
  const marketId = address.market ?? markets.data?.items[0]?.marketId;
  const path = marketId === undefined ? undefined : `/markets/${encodeURIComponent(marketId)}`;
  const market = useAnswer<MarketRow>(path, {}, { keep: false, after: listening });
  const extent = useAnswer<Extent>(path && `${path}/extent`, {}, { keep: false, after: listening });
  return { markets, market, extent, path, address };
};

/** A day of the market: its latest delivery, or today where it has none. */
const lastDay = (extent: Period | undefined, timeZone: string): string =>
  extent?.to ?? localDate(new Date().toISOString(), timeZone);

export const extentOf = ({ firstStart, lastEnd }: Extent, timeZone: string) =>
  firstStart === null || lastEnd === null
    ? undefined
    : {
        from: localDate(firstStart, timeZone),
        to: localDate(new Date(Date.parse(lastEnd) - 1).toISOString(), timeZone),
      };

interface ProviderProps {
  readonly address: Address;
  readonly market: MarketRow;
  readonly bounds: Extent;
  readonly path: string;
  readonly children: (deliveries: Answer<{ items: readonly AuctionDelivery[] }>) => ReactNode;
}

/** Makes what is chosen known to the screens. */
export const ChosenProvider = (props: ProviderProps) => {
  const { address, market, bounds: ofMarket, path, children } = props;
  const language = useLanguage();
  const { timeZone } = market;
  const extent = useMemo(() => extentOf(ofMarket, timeZone), [ofMarket, timeZone]);
  const last = lastDay(extent, timeZone);
  const period = useMemo(
    () => parsePeriod(address.period) ?? { from: last, to: last },
    [address.period, last],
  );
  const bounds = useMemo(() => boundsOf(period, timeZone), [period, timeZone]);
  const deliveries = useAnswer<{ items: readonly AuctionDelivery[] }>(`${path}/deliveries`, bounds);
  const { run: auction, community } = address;
  const chosen = useMemo<Chosen>(
    () => ({
      ...{ market, period, extent, path },
      deliveries: deliveries.data?.items ?? [],
      scope: { ...bounds, auction, community },
      place: { language, timeZone },
    }),
    [market, period, extent, path, deliveries.data, bounds, auction, community, language, timeZone],
  );
  return <Context value={chosen}>{children(deliveries)}</Context>;
};
