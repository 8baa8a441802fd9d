import { lostInProduct, lostInSum } from './exact-sums.js';
import type { SparseColumns } from './interior/normal-equations.js';

/**
 * Prices of rows, each kept as the sum of two numbers. What pays a column beyond its cost may be ten digits
 * smaller than either, and decides how much flows: with one number a price it would be noise.
 */
export class PrecisePrices {
  private readonly high: Float64Array;
  private readonly low: Float64Array;

  constructor(rowsCount: number) {
    this.high = new Float64Array(rowsCount);
    this.low = new Float64Array(rowsCount);
  }

  move(direction: Float64Array, length: number): void {
    const { high, low } = this;
    for (let row = 0; row < high.length; row++) {
      const step = length * direction[row]!;
      const sum = high[row]! + step;
      low[row]! += lostInSum(high[row]!, step, sum);
      high[row] = sum;
    }
  }

  /** Aᵀy − c: what each column is paid beyond its cost. */
  margins({ rows, starts, values }: SparseColumns, cost: Float64Array): Float64Array {
    const { high, low } = this;
    return cost.map((each, column) => {
      let [sum, lost] = [-each, 0];
      for (let entry = starts[column]!; entry < starts[column + 1]!; entry++) {
        const [value, row] = [values[entry]!, rows[entry]!];
        const paid = value * high[row]!;
        const next = sum + paid;
        lost +=
          lostInSum(sum, paid, next) + lostInProduct(value, high[row]!, paid) + value * low[row]!;
        sum = next;
      }
      return sum + lost;
    });
  }
}
