import { zeros } from '@trueque/kernel';
import { lostInProduct, lostInSum } from './exact-sums.js';
import type { LinearProgram } from './linear-program.js';

/**
 * What an optimum costs, to the last digit, from a flow and prices that prove one another:
 *
 *   c·x + y·(b − A·x)
 *
 * What rounding leaves in rows is priced and so taken out again: an error in the flow counts only multiplied
 * by an error in the prices. With sums of two doubles, all optima of a programme lead to the same number, but for
 * costs that tie in decimals and not quite in binary: hence twelve digits, and
 * as many after the point.
 */
export const provenObjective = (
  programme: LinearProgram,
  flow: Float64Array,
  prices: Float64Array,
): number => {
  const left = exactResiduals(programme, flow);
  const total = new ExactSum();
  programme.cost.forEach((cost, column) => {
    if (cost !== 0 && flow[column] !== 0) total.add(cost, flow[column]!);
  });
  prices.forEach((price, row) => total.add(price, left[row]!));
  return Number(Number(total.value().toPrecision(DIGITS)).toFixed(DIGITS));
};

const DIGITS = 12;

/** b − A·x of each row. */
const exactResiduals = (
  { columnsCount, rightHandSide, rows, rowsCount, starts, values }: LinearProgram,
  flow: Float64Array,
): Float64Array => {
  const [sums, lost] = [rightHandSide.slice(), zeros(rowsCount)];
  for (let column = 0; column < columnsCount; column++) {
    const amount = flow[column]!;
    if (amount === 0) continue;
    for (let entry = starts[column]!; entry < starts[column + 1]!; entry++) {
      const [row, value] = [rows[entry]!, -values[entry]!];
      const product = value * amount;
      const next = sums[row]! + product;
      lost[row]! += lostInSum(sums[row]!, product, next) + lostInProduct(value, amount, product);
      sums[row] = next;
    }
  }
  return sums.map((sum, row) => sum + lost[row]!);
};

/** A sum of products, as two doubles. */
class ExactSum {
  private sum = 0;
  private lost = 0;

  add(a: number, b: number): void {
    const product = a * b;
    const next = this.sum + product;
    this.lost += lostInSum(this.sum, product, next) + lostInProduct(a, b, product);
    this.sum = next;
  }

  value(): number {
    return this.sum + this.lost;
  }
}
