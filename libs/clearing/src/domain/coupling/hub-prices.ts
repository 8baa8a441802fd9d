import { floats } from '@trueque/kernel';
import { type CommunityOffers } from './community-offers.js';
import { type Crossing, crossing, middleOf } from './crossing.js';
import { type NetExportCurve, netExportCurve } from './net-export-curve.js';

/** What a kWh is worth at the hub, and in each community: to its buyers, and to whoever exports from it. */
export interface HubPrices {
  readonly hub: number;
  readonly pools: Float64Array;
  readonly borders: Float64Array;
}

/** One community at the hub: all that coupling needs to know of it. */
export interface CoupledCommunity {
  readonly offers: CommunityOffers;
  readonly importLimitKwh: number;
  readonly exportLimitKwh: number;
}

/**
 * Couples communities that meet at one hub: their curves, cut at their limits, are merged by slope until
 * nothing is missing; where that happens is the hub's price. Each community's own prices follow from it.
 * Undefined where the communities together cannot be served.
 */
export const hubPrices = (communities: readonly CoupledCommunity[]): HubPrices | undefined => {
  const curves = communities.map(({ offers }) => netExportCurve(offers));
  const hub = priceAtHub(curves.map((curve, index) => curveWithin(curve, communities[index]!)));
  return hub === undefined ? undefined : pricesBelow(hub, communities, curves);
};

/** Where curves, all cut at their limits, meet; undefined where what some import nobody can export. */
export const priceAtHub = (curves: readonly NetExportCurve[]): number | undefined => {
  const slopes = Float64Array.from(curves.flatMap((curve) => curve.slopes));
  const widthsKwh = Float64Array.from(curves.flatMap((curve) => curve.widthsKwh));
  const missingKwh = curves.reduce((sum, { fromKwh }) => sum - fromKwh, 0);
  const hub = middleOf(crossing({ prices: slopes, amounts: widthsKwh }, missingKwh));
  return Number.isFinite(hub) ? hub : undefined;
};

/** Each community's own prices at a price of the hub. */
export const pricesBelow = (
  hub: number,
  communities: readonly CoupledCommunity[],
  curves: readonly NetExportCurve[],
): HubPrices => {
  const borders = Float64Array.from(curves, (curve, index) =>
    Math.min(hub, priceAtLimit(curve, communities[index]!.exportLimitKwh)),
  );
  return {
    hub,
    borders,
    pools: Float64Array.from(communities, (community, index) =>
      poolPrice(community, { hub, border: borders[index]! }),
    ),
  };
};

/** A curve between a community's limits on imports and exports. */
export const curveWithin = (
  { fromKwh, slopes, widthsKwh }: NetExportCurve,
  { exportLimitKwh, importLimitKwh }: Pick<CoupledCommunity, 'exportLimitKwh' | 'importLimitKwh'>,
): NetExportCurve => {
  const within: { readonly slope: number; readonly widthKwh: number }[] = [];
  let at = fromKwh;
  slopes.forEach((slope, segment) => {
    const [from, to] = [at, at + widthsKwh[segment]!];
    at = to;
    const widthKwh = Math.min(to, exportLimitKwh) - Math.max(from, -importLimitKwh);
    if (widthKwh > 0) within.push({ slope, widthKwh });
  });
  return {
    fromKwh: Math.max(fromKwh, -importLimitKwh),
    slopes: within.map(({ slope }) => slope),
    widthsKwh: within.map(({ widthKwh }) => widthKwh),
  };
};

/** What the next kWh out is worth where no more may leave. */
const priceAtLimit = ({ fromKwh, slopes, widthsKwh }: NetExportCurve, limitKwh: number): number => {
  if (limitKwh === Infinity) return Infinity;
  let at = fromKwh;
  for (let segment = 0; segment < slopes.length; segment++) {
    at += widthsKwh[segment]!;
    if (at < limitKwh) continue;
    const next = at > limitKwh ? slopes[segment]! : slopes[segment + 1];
    return middleOf({ least: slopes[segment]!, greatest: next ?? Infinity });
  }
  return Infinity;
};

/**
 * Where the units that are worth more here than at the border, or idle, meet the demand; never above the
 * hub's price unless imports are at their limit.
 */
const poolPrice = (
  { importLimitKwh, offers }: CoupledCommunity,
  { border, hub }: { readonly hub: number; readonly border: number },
): number => {
  const { demandKwh, energyKwh, exported, local, mustRun } = offers;
  const fromHere = (limitKwh: number): Crossing => {
    const prices = floats(local.length, (unit) => {
      const cost = local[unit]!;
      const elsewhere = border - (exported[unit]! - cost);
      return mustRun[unit] ? elsewhere : Math.max(cost, elsewhere);
    });
    return crossing({ prices, amounts: Float64Array.from(energyKwh) }, demandKwh - limitKwh);
  };
  if (importLimitKwh < demandKwh) {
    const limited = fromHere(importLimitKwh);
    if (limited.least > hub && limited.least < Infinity) return middleOf(limited);
  }
  const { greatest, least } = fromHere(0);
  return least >= hub ? hub : middleOf({ least, greatest: Math.min(greatest, hub) });
};
