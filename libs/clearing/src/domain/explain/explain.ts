import type { Explanation } from '@trueque/contracts';
import { mtuHours, periodStart } from '@trueque/kernel';
import { type LinearProgram, type LpSolver, ProgrammeBuilder } from '@trueque/linear-program';
import { solveOrThrow } from '../canonical/not-proven.js';
import type { Network } from '../formulation/network.js';
import { bindingLimits } from './binding-limits.js';

/**
 * Says why a market has no feasible result, in its users' words: the same programme with unmet load
 * and unwanted must-run energy allowed at a price finds where and how much; the solver's irreducible
 * infeasible subsystem names the limits that bind.
 */
export const explainInfeasibility = (network: Network, solver: LpSolver): Explanation[] => {
  const relaxed = relax(network);
  const { primal } = solveOrThrow(solver, relaxed.programme);
  const limits = bindingLimits(network, solver.findInfeasibleSubsystem(network.programme));
  return relaxed.reliefs.flatMap(({ column, describe, community, period }) => {
    const missedKwh = primal[column]!;
    if (missedKwh < MISSED_KWH) return [];
    return [
      {
        community: network.market.communities[community]!.id,
        period: periodStart(network.market.start, network.market.mtu, period),
        message: `${describe(missedKwh)}${limits}`,
      },
    ];
  });
};

/** Less than this is the solver's tolerance, not a shortage. */
const MISSED_KWH = 1e-7;

interface Relief {
  readonly column: number;
  readonly community: number;
  readonly period: number;
  readonly describe: (missedKwh: number) => string;
}

const relax = (network: Network): { programme: LinearProgram; reliefs: Relief[] } => {
  const builder = copyOf(network.programme);
  const kw = (energyKwh: number) => `${round(energyKwh / mtuHours(network.market.mtu))} kW`;
  const reliefs = network.periods.flatMap(({ nodes, supplies }, period) => [
    ...nodes.map(({ community, loads, peer, row }): Relief => {
      const loadKwh = loads.reduce((sum, { energyKwh }) => sum + energyKwh, 0);
      const who = peer === undefined ? '' : ` of ${network.market.peers[peer]!.id}`;
      return {
        column: builder.addColumn({ cost: 1, upper: loadKwh, entries: [[row, 1]] }),
        community,
        period,
        describe: (missed) => `load${who} ${kw(loadKwh)}, reachable supply ${kw(loadKwh - missed)}`,
      };
    }),
    ...supplies.map(({ community, members, outputColumn, row }): Relief => {
      const forcedKwh = network.programme.lower[outputColumn]!;
      const who = members.map(({ peer }) => network.market.peers[peer]!.id).join(', ');
      return {
        column: builder.addColumn({ cost: 1, upper: forcedKwh, entries: [[row, -1]] }),
        community,
        period,
        describe: (missed) =>
          `${who} must generate ${kw(forcedKwh)}, only ${kw(forcedKwh - missed)} can be used`,
      };
    }),
  ]);
  const states = network.batteries.map(({ peer, rows }): Relief => ({
    column: builder.addColumn({ cost: 1, entries: [[rows.at(-1)!, 1]] }),
    community: network.market.peers[peer]!.community,
    period: rows.length - 1,
    describe: (missed) =>
      `the battery of ${network.market.peers[peer]!.id} ends ${round(missed)} kWh short of its final state`,
  }));
  return { programme: builder.build(), reliefs: [...reliefs, ...states] };
};

/** The same rows and columns at no cost. */
const copyOf = (programme: LinearProgram): ProgrammeBuilder => {
  const builder = new ProgrammeBuilder();
  programme.rightHandSide.forEach((amount) => builder.addRow(amount));
  for (let column = 0; column < programme.columnsCount; column++) {
    const [start, end] = [programme.starts[column]!, programme.starts[column + 1]!];
    builder.addColumn({
      lower: programme.lower[column]!,
      upper: programme.upper[column]!,
      entries: Array.from({ length: end - start }, (_, index) => [
        programme.rows[start + index]!,
        programme.values[start + index]!,
      ]),
    });
  }
  return builder;
};

const round = (value: number): number => Math.round(value * 1000) / 1000;
