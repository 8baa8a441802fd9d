import type { CaseFile } from '@trueque/contracts';
import { type OptimalFace, optimalFace } from '../canonical/optimal-face.js';
import { balancedOn, meetsAtHub } from '../coupling/couple.js';
import { coupledCommunities, pricesFrom } from '../coupling/first-prices.js';
import { curveWithin, pricesBelow } from '../coupling/hub-prices.js';
import { type NetExportCurve, netExportCurve } from '../coupling/net-export-curve.js';
import { formulate } from '../formulation/formulate.js';
import type { Network } from '../formulation/network.js';
import { normalise } from '../market/normalise.js';

/** A community that the others know by its curve alone; the hub stands for all of them. */
export class CommunityAtHub {
  private readonly network: Network;

  constructor(file: CaseFile) {
    this.network = formulate(normalise(file));
  }

  /** Whether its peers meet others at the hub and nowhere else. */
  get meetsAtHub(): boolean {
    return this.network.periods.every(meetsAtHub);
  }

  /** By period, between its limits. */
  curves(): NetExportCurve[] {
    return this.network.periods.map((_, period) => {
      const { community, curve } = this.at(period);
      return curveWithin(curve, community);
    });
  }

  /**
   * What every column carries once the hub has its price, in kWh; undefined where the price leaves a choice
   * of how much is exported, which the balance of the hub must make.
   */
  dispatch(hubPrices: readonly number[]): Float64Array | undefined {
    const { periods, programme } = this.network;
    const rightHandSide = Float64Array.from(programme.rightHandSide);
    for (const [period, { hubs }] of periods.entries()) {
      const { community, curve } = this.at(period);
      const exportKwh = netExportAt(curveWithin(curve, community), hubPrices[period]!);
      if (exportKwh === undefined) return undefined;
      rightHandSide[hubs.grid] = exportKwh;
    }
    const balanced = { ...this.network, programme: { ...programme, rightHandSide } };
    return balancedOn(balanced, this.face(hubPrices));
  }

  /** What may be moved at those prices of the hub, and what not. */
  face(hubPrices: readonly number[]): OptimalFace {
    const { periods, programme } = this.network;
    const prices = new Float64Array(programme.rowsCount);
    periods.forEach((_, period) => {
      const { community, curve } = this.at(period);
      const coupled = pricesBelow(hubPrices[period]!, [community], [curve]);
      pricesFrom(this.network, period, coupled, prices);
    });
    return optimalFace(programme, prices);
  }

  private at(period: number) {
    const [community] = coupledCommunities(this.network, period);
    return { community: community!, curve: netExportCurve(community!.offers) };
  }
}

/** Slopes nearer to a price than this, in currency per kWh, cannot be told from it. */
const SAME = 1e-8;

/** What a curve exports at a price; undefined where the price is one of its slopes. */
const netExportAt = (
  { fromKwh, slopes, widthsKwh }: NetExportCurve,
  price: number,
): number | undefined => {
  let exportKwh = fromKwh;
  for (const [segment, slope] of slopes.entries()) {
    if (slope > price + SAME) break;
    if (slope >= price - SAME) return undefined;
    exportKwh += widthsKwh[segment]!;
  }
  return exportKwh;
};
