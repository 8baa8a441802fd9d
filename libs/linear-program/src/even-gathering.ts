import { copied, flags, floats, indices, wholeZeros, zeros } from '@trueque/kernel';
import type { EvenFlowProblem } from './even-flow-problem.js';
import type { ReducedProblem } from './even-reduction.js';
import { pickedColumns } from './interior/scaled-problem.js';
import { RowLikeness } from './row-likeness.js';

/**
 * Puts rows together that are alike but for their size: their columns go to the same other rows at the same
 * cost, and what they ask for, bounds, targets and 1/weights are all so many times those of the other row.
 * Then so are their answers, whatever the prices elsewhere: sellers with the same ways out send the same
 * share of themselves each way. So one row stands for all of them.
 */
export const gatherAlike = (problem: EvenFlowProblem): ReducedProblem => {
  const gathering = new Gathering(problem);
  gathering.run();
  return gathering.gathered();
};

/** Mutable: `run` lets columns of rows that are alike follow those of the first of them. */
class Gathering {
  private readonly rightHandSide: Float64Array;
  /** The column that each follows, itself where it follows none, and how much of their common answer is its. */
  private readonly leader: Int32Array;
  private readonly share: Float64Array;
  /** Rows in which columns of gathered rows end: these stay as they are. */
  private readonly isEnd: Uint8Array;
  private readonly likeness: RowLikeness;

  constructor(private readonly problem: EvenFlowProblem) {
    this.rightHandSide = copied(problem.rightHandSide);
    this.leader = indices(problem.cost.length);
    this.share = zeros(problem.cost.length).fill(1);
    this.isEnd = flags(problem.rightHandSide.length);
    this.likeness = new RowLikeness(problem);
  }

  run(): void {
    for (const rows of this.likeness.groups()) {
      const members = rows.filter((row) => this.isEnd[row] === 0);
      if (members.length > 1) this.gather(members);
    }
  }

  private gather(members: readonly number[]): void {
    const { rows, starts } = this.problem;
    const asked = members.map((row) => this.rightHandSide[row]!);
    const total = asked.reduce((sum, amount) => sum + amount, 0);
    const leaders = this.likeness.columnsOf(members[0]!);
    members.forEach((row, member) => {
      this.rightHandSide[row] = member === 0 ? total : 0;
      this.likeness.columnsOf(row).forEach((column, index) => {
        this.leader[column] = leaders[index]!;
        this.share[column] = asked[member]! / total;
      });
    });
    for (const column of leaders) {
      for (let entry = starts[column]!; entry < starts[column + 1]!; entry++) {
        this.isEnd[rows[entry]!] = 1;
      }
    }
  }

  gathered(): ReducedProblem {
    const { leader, problem, share } = this;
    const place = wholeZeros(leader.length);
    const kept: number[] = [];
    leader.forEach((own, column) => {
      if (own === column) place[column] = kept.push(column) - 1;
    });
    const list = (valueOf: (column: number) => number) =>
      floats(kept.length, (index) => valueOf(kept[index]!));
    return {
      ...pickedColumns(problem, kept),
      lower: list((column) => problem.lower[column]! / share[column]!),
      upper: list((column) => problem.upper[column]! / share[column]!),
      target: list((column) => problem.target[column]! / share[column]!),
      weight: list((column) => problem.weight[column]! * share[column]!),
      cost: list((column) => problem.cost[column]!),
      rightHandSide: this.rightHandSide,
      expand: (answer) =>
        floats(leader.length, (column) => share[column]! * answer[place[leader[column]!]!]!),
    };
  }
}
