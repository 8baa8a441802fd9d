import type { RulePack } from '@trueque/contracts';
import { localDay } from '../domain/metering/local-day.js';
import { packFor } from '../domain/sharing/community-day.js';
import type { KnownMarket } from './known-market.js';

/** When the local day begins in a market: the rules that hold then are those of the whole day. */
export const rulesInstant = ({ timeZone }: Pick<KnownMarket, 'timeZone'>, date: string): string =>
  localDay(date, timeZone, 'PT5M')?.start ?? `${date}T00:00:00Z`;

/** The packs that any community of a market goes by on any of the dates, as they were adopted. */
export const packsInForce = (
  market: Pick<KnownMarket, 'timeZone' | 'communityIds' | 'packs'>,
  dates: readonly string[],
): readonly RulePack[] => {
  const inForce = new Set(
    dates.flatMap((date) => {
      const instant = rulesInstant(market, date);
      return market.communityIds.map((id) => packFor(market.packs, id, instant));
    }),
  );
  return market.packs.filter((pack) => inForce.has(pack));
};
