import type { EnergySeries, Overview } from '@trueque/contracts';
import { useAnswer } from '../../api/answers';
import { Answered } from '../../parts/states';
import { type Tile, Tiles } from '../../parts/tiles';
import { useChosen } from '../../shell/market';
import { useFormat } from '../../shell/use-format';
import { useWords } from '../../words/language';
import { Alerts } from './alerts';
import { AuctionLanes } from './auction-lanes';
import { latestPriced } from './latest';
import { MarketNotices } from './market-notices';
import { Notices } from './notices';
import { PricesNow } from './prices-now';
import { controlRoomWords } from './words';

/** What happens now: auctions by state, what needs someone, prices, notices. */
export const ControlRoom = () => {
  const { path, scope } = useChosen();
  const overview = useAnswer<Overview>(`${path}/overview`, scope);
  const energy = useAnswer<EnergySeries>(`${path}/energy`, scope);
  return (
    <div className="stack">
      <Answered answer={overview} height={104}>
        {(data) => <Headline overview={data} energy={energy.data} />}
      </Answered>
      <AuctionLanes />
      <div className="pair">
        <Answered answer={overview} height={180}>
          {(data) => <Alerts overview={data} />}
        </Answered>
        <PricesNow />
      </div>
      <MarketNotices />
      <Notices />
    </div>
  );
};

interface HeadlineProps {
  readonly overview: Overview;
  readonly energy: EnergySeries | undefined;
}

const Headline = ({ overview, energy }: HeadlineProps) => (
  <Tiles tiles={[...usePriceTile(energy), ...useEnergyTiles(overview)]} />
);

const usePriceTile = (energy: EnergySeries | undefined): readonly Tile[] => {
  const words = useWords(controlRoomWords);
  const format = useFormat();
  const point = latestPriced(energy?.items ?? [], Date.now());
  if (point === undefined) return [{ name: words.priceNow, figure: '–', unit: format.priceUnit }];
  const [least, greatest] = [point.leastPriceMicrosPerKwh, point.greatestPriceMicrosPerKwh].map(
    format.price,
  );
  return [
    {
      name: words.priceNow,
      figure: format.price(point.priceMicrosPerKwh),
      unit: format.priceUnit,
      aside: [
        format.dateTime(point.start),
        ...(least === greatest ? [] : [words.priceRange(least ?? '', greatest ?? '')]),
      ].join(' · '),
    },
  ];
};

const useEnergyTiles = (overview: Overview): readonly Tile[] => {
  const words = useWords(controlRoomWords);
  const format = useFormat();
  const { servedWh, gridImportsWh, tradedWh, coverage, trades } = overview;
  const [served = '', servedUnit] = format.energy(servedWh).split(' ');
  const [traded = '', tradedUnit] = format.energy(tradedWh).split(' ');
  const own = servedWh === 0 ? 0 : Math.max(0, 1 - gridImportsWh / servedWh);
  const told = coverage.expected === 0 ? 1 : 1 - coverage.missing / coverage.expected;
  return [
    { name: words.served, figure: served, unit: servedUnit },
    {
      name: words.own,
      figure: format.percent(own),
      aside: words.ownAside(format.energy(gridImportsWh)),
      tone: 'community',
    },
    {
      name: words.traded,
      figure: traded,
      unit: tradedUnit,
      aside: words.tradedAside(format.whole(trades)),
      tone: 'network',
    },
    {
      name: words.coverage,
      figure: format.percent(told, 1),
      aside: words.coverageAside(format.whole(coverage.missing)),
    },
  ];
};
