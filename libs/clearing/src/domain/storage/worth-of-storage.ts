import { type LinearProgram, worthAt } from '@trueque/linear-program';
import type { BatteryColumns, Network } from '../formulation/network.js';
import { type Way, WorthCurve } from './worth-curve.js';

/**
 * What a stored kWh is worth to each battery in each period, if it does what pays it best at given prices of all
 * other rows. Writes into `prices`. O(periods²) for each battery.
 */
export const priceStorage = ({ batteries, programme }: Network, prices: Float64Array): void => {
  for (const battery of batteries) {
    const curves = curvesOf(programme, battery, prices);
    let [storedKwh, worth] = [-programme.rightHandSide[battery.rows[0]!]!, 0];
    battery.rows.forEach((row, period) => {
      // What stays in the store is worth the same before and after, where it can be.
      ({ leftKwh: storedKwh, worth } = curves[period]!.at(storedKwh, worth));
      prices[row] = worth;
    });
  }
};

/** By period, what energy is worth that is stored when it begins; backwards from the last. */
const curvesOf = (
  programme: LinearProgram,
  { charge, discharge, rows, state }: BatteryColumns,
  prices: Float64Array,
): readonly WorthCurve[] => {
  const { lower, upper } = programme;
  const curves: WorthCurve[] = [];
  for (let period = rows.length - 1; period >= 0; period--) {
    const [column, row] = [state[period]!, rows[period]!];
    const bounds = { leastKwh: lower[column]!, mostKwh: upper[column]! };
    const after = curves[period + 1]?.within(bounds) ?? WorthCurve.worthless(bounds);
    const ways = [charge[period], discharge[period]].flatMap((way) =>
      way === undefined ? [] : [wayOf(programme, way, { row, prices })],
    );
    curves[period] = after.before(ways);
  }
  return curves;
};

/** Charging and discharging, each with what a stored kWh must be worth for it neither to pay nor to cost. */
const wayOf = (
  programme: LinearProgram,
  column: number,
  at: { readonly row: number; readonly prices: Float64Array },
): Way => {
  const { share, worth } = worthAt(programme, column, at);
  return { worth: worth / share, energyKwh: share * programme.upper[column]! };
};
