import type { MarketRules } from '@trueque/contracts';
import { accept, reject } from '@trueque/kernel';
import type { OpeningFacts, Schedule, ScheduleAuction } from './auction-command.js';
import type { Auction, AuctionDecision, AuctionEvent } from './auction.js';
import { periodsOf } from './delivery.js';
import type { MarketFacts } from './market-facts.js';
import { type DataOf, sameContent } from './offers-event.js';
import { entriesOf } from './standing-entries.js';

/** Schedules an auction; one that names no opening is open at once, and standing offers enter it. */
export const scheduleAuction = (
  { schedule, facts: { market, opening } }: ScheduleAuction,
  state: Auction,
): AuctionDecision => {
  const { auctionId, marketId, opensAt = null } = schedule;
  if (!market) return reject('market-unknown', `There is no market ${marketId}. Open it first.`);
  const data = scheduledData(schedule, market);
  if (typeof data === 'string') return reject('delivery-invalid', data);
  const { scheduled } = state;
  if (scheduled && sameContent([scheduled, state.opensAt], [data, opensAt])) return accept();
  if (scheduled)
    return reject(
      'auction-exists',
      `Auction ${auctionId} was scheduled before with another delivery, gate or rules. Give the new one another id.`,
    );
  return (
    seriesProblem(market, data) ??
    openingProblem(schedule) ??
    accept<AuctionEvent>(
      { type: 'AuctionScheduled', data },
      ...(opensAt === null
        ? entriesNow(state, data, opening)
        : [{ type: 'OpeningSet' as const, data: { marketId, auctionId, opensAt } }]),
    )
  );
};

const scheduledData = (
  { marketId, auctionId, start, end, gateClosesAt, ...schedule }: Schedule,
  market: MarketFacts,
): DataOf<'AuctionScheduled'> | string => {
  const { mtu = market.mtu } = schedule;
  const periods = periodsOf({ start, end, mtu });
  if (typeof periods === 'string') return periods;
  const rules = capped(schedule.rules ?? market.rules, market.limits?.cap);
  const { currency } = market;
  return { marketId, auctionId, start, mtu, periods, gateClosesAt, rules, currency };
};

/** Under a cap, load that could be served only above it is not served: that is what a cap means. */
const capped = (rules: MarketRules, cap: number | undefined): MarketRules => {
  if (cap === undefined) return rules;
  const { shortage } = rules;
  const curtailAt = shortage === 'reject' ? cap : Math.min(cap, shortage.curtailAt);
  return { ...rules, shortage: { curtailAt } };
};

const entriesNow = (
  state: Auction,
  scheduled: DataOf<'AuctionScheduled'>,
  opening: OpeningFacts | undefined,
): readonly AuctionEvent[] => (opening ? entriesOf({ ...state, scheduled }, opening) : []);

const openingProblem = ({ opensAt, gateClosesAt }: Schedule) =>
  opensAt === undefined || Date.parse(opensAt) < Date.parse(gateClosesAt)
    ? undefined
    : reject(
        'opening-invalid',
        `It would open at ${opensAt}, not before its gate closes at ${gateClosesAt}.`,
      );

const seriesProblem = ({ series }: MarketFacts, { periods }: { readonly periods: number }) => {
  const unfit = series.filter(({ length }) => length !== periods);
  return unfit.length === 0
    ? undefined
    : reject(
        'series-length',
        `The auction has ${periods} periods, but ${unfit.map(({ name, length }) => `${name} has ${length} values`).join(', ')}.`,
      );
};
