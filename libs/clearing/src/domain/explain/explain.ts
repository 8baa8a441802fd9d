import type { Explanation } from '@trueque/contracts';
import { mtuHours, periodStart } from '@trueque/kernel';
import type { LpSolution, LpSolver } from '@trueque/linear-program';
import { NotProven } from '../canonical/not-proven.js';
import { canCouple, couple } from '../coupling/couple.js';
import type { Network } from '../formulation/network.js';
import { bindingLimits } from './binding-limits.js';
import { type RelaxedNetwork, relaxedNetwork } from './relaxed-network.js';

/**
 * Says why a market has no feasible result, in its users' words, in the time of one more clearing: the same
 * market with unmet load and unwanted must-run energy allowed at a price finds where and how much, and the
 * prices of that tell which limits bind.
 */
export const explainInfeasibility = (network: Network, solver: LpSolver): Explanation[] => {
  const relaxed = relaxedNetwork(network);
  const { dual, primal } = optimumOf(relaxed, solver);
  const bindingIn = bindingLimits({
    network: relaxed.network,
    prices: dual,
    missed: relaxed.price,
  });
  return missesOf(network, relaxed, primal).map(({ community, message, period }) => ({
    community: network.market.communities[community]!.id,
    period: periodStart(network.market.start, network.market.mtu, period),
    message: `${message}${bindingIn(community, period)}`,
  }));
};

const optimumOf = (
  { network }: RelaxedNetwork,
  solver: LpSolver,
): Extract<LpSolution, { status: 'optimal' }> => {
  const solution = canCouple(network) ? couple(network, solver) : solver.solve(network.programme);
  if (solution.status === 'optimal') return solution;
  throw new NotProven(`${solver.name} answered "${solution.detail}" when asked why`);
};

interface Miss {
  readonly community: number;
  readonly period: number;
  readonly message: string;
}

/** Less than this is the solver's tolerance, not a shortage. */
const MISSED_KWH = 1e-7;

const missesOf = (network: Network, relaxed: RelaxedNetwork, primal: Float64Array): Miss[] => [
  ...relaxed.network.periods.flatMap((_, period) => [
    ...missedLoads(relaxed.network, period, { isRejected: isRejected(network), primal }),
    ...idleMustRun(network, period, { relaxed, primal }),
  ]),
  ...emptyBatteries(relaxed, primal),
];

/** Load that is curtailed by the market's own rules is no miss. */
const isRejected = ({ market }: Network): boolean => market.rules.shortage === 'reject';

interface Found {
  readonly primal: Float64Array;
  readonly isRejected: boolean;
}

const missedLoads = (network: Network, period: number, found: Found): Miss[] =>
  network.periods[period]!.nodes.flatMap(({ community, loads, peer, shedColumn }) => {
    const missedKwh = shedColumn === undefined ? 0 : found.primal[shedColumn]!;
    if (!found.isRejected || missedKwh < MISSED_KWH) return [];
    const loadKwh = loads.reduce((sum, { energyKwh }) => sum + energyKwh, 0);
    const who = peer === undefined ? '' : ` of ${network.market.peers[peer]!.id}`;
    const kw = powerOf(network);
    const message = `load${who} ${kw(loadKwh)}, reachable supply ${kw(loadKwh - missedKwh)}`;
    return [{ community, period, message }];
  });

/** The market's own network says what must run; the relaxed one has the same classes, and says what does. */
const idleMustRun = (
  network: Network,
  period: number,
  { primal, relaxed }: { readonly primal: Float64Array; readonly relaxed: RelaxedNetwork },
): Miss[] => {
  const kw = powerOf(network);
  const now = relaxed.network.periods[period]!.supplies;
  return network.periods[period]!.supplies.flatMap(
    ({ community, members, outputColumn }, index) => {
      const forcedKwh = network.programme.lower[outputColumn]!;
      const runsKwh = primal[now[index]!.outputColumn]!;
      if (forcedKwh - runsKwh < MISSED_KWH) return [];
      const who = members.map(({ peer }) => network.market.peers[peer]!.id).join(', ');
      const message = `${who} must generate ${kw(forcedKwh)}, only ${kw(runsKwh)} can be used`;
      return [{ community, period, message }];
    },
  );
};

const emptyBatteries = ({ network, shortColumns }: RelaxedNetwork, primal: Float64Array): Miss[] =>
  network.batteries.flatMap(({ peer, rows }, index) => {
    const missedKwh = primal[shortColumns[index]!]!;
    if (missedKwh < MISSED_KWH) return [];
    const { community, id } = network.market.peers[peer]!;
    const message = `the battery of ${id} ends ${round(missedKwh)} kWh short of its final state`;
    return [{ community, period: rows.length - 1, message }];
  });

const powerOf = ({ market }: Network) => {
  const hours = mtuHours(market.mtu);
  return (energyKwh: number): string => `${round(energyKwh / hours)} kW`;
};

const round = (value: number): number => Math.round(value * 1000) / 1000;
