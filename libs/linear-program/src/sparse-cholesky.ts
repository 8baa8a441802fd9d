/**
 * Factors of symmetric positive definite matrices that keep one pattern while their values change:
 * L·D·Lᵀ with an elimination tree (Davis, "Algorithm 849: a concise sparse Cholesky factorization
 * package", 2005), rows ordered by least degree so that networks fill in hardly at all.
 */
export interface SymmetricPattern {
  readonly size: number;
  /** For each row its neighbours, itself left out. */
  readonly neighbours: readonly ReadonlySet<number>[];
}

/** Pivots below this share of the row's own weight are rounding noise. */
const DEPENDENT = 1e-13;
const UNMOVABLE = 1e128;

export class SparseCholesky {
  private readonly size: number;
  private readonly place: Int32Array;
  private readonly parent: Int32Array;
  private readonly factorStarts: Int32Array;
  private readonly factorRows: Int32Array;
  private readonly factorValues: Float64Array;
  private readonly diagonal: Float64Array;
  /** Upper triangle by column, in elimination order. */
  private readonly starts: Int32Array;
  private readonly rows: Int32Array;
  private readonly values: Float64Array;
  private readonly positions = new Map<number, number>();

  constructor({ size, neighbours }: SymmetricPattern) {
    this.size = size;
    const order = leastDegreeOrder(neighbours);
    this.place = new Int32Array(size);
    order.forEach((row, place) => (this.place[row] = place));
    const upper = order.map((row, place) =>
      [...neighbours[row]!, row]
        .map((other) => this.place[other]!)
        .filter((otherPlace) => otherPlace <= place)
        .sort((a, b) => a - b),
    );
    this.starts = startsOf(upper);
    this.rows = Int32Array.from(upper.flat());
    this.values = new Float64Array(this.rows.length);
    upper.forEach((rows, column) =>
      rows.forEach((row, index) =>
        this.positions.set(row * size + column, this.starts[column]! + index),
      ),
    );
    const { counts, parent } = this.eliminationTree();
    this.parent = parent;
    this.factorStarts = startsOf(counts);
    const entriesCount = this.factorStarts[size]!;
    this.factorRows = new Int32Array(entriesCount);
    this.factorValues = new Float64Array(entriesCount);
    this.diagonal = new Float64Array(size);
  }

  /** Where the value of (row, column) goes in what `factor` takes. */
  positionOf(row: number, column: number): number {
    const [a, b] = [this.place[row]!, this.place[column]!];
    return this.positions.get(Math.min(a, b) * this.size + Math.max(a, b))!;
  }

  /** Values of the upper triangle, to be filled by position before `factor`. */
  get matrix(): Float64Array {
    return this.values;
  }

  factor(): void {
    const work = new Float64Array(this.size);
    const pattern = new Int32Array(this.size);
    const mark = new Int32Array(this.size).fill(-1);
    const filled = new Int32Array(this.size);
    for (let column = 0; column < this.size; column++) {
      const top = this.scatter(column, { mark, pattern, work });
      const given = work[column]!;
      this.diagonal[column] = given;
      work[column] = 0;
      for (let index = top; index < this.size; index++) {
        this.eliminate(pattern[index]!, column, { filled, work });
      }
      // A row that others already say: leave its unknown at zero.
      if (!(this.diagonal[column]! > DEPENDENT * given)) this.diagonal[column] = UNMOVABLE;
    }
  }

  /** x with L·D·Lᵀ·x = b. */
  solve(rightHandSide: Float64Array): Float64Array {
    const x = new Float64Array(this.size);
    for (let row = 0; row < this.size; row++) x[this.place[row]!] = rightHandSide[row]!;
    const { factorRows: rows, factorStarts: starts, factorValues: values } = this;
    for (let column = 0; column < this.size; column++) {
      for (let entry = starts[column]!; entry < starts[column + 1]!; entry++) {
        x[rows[entry]!]! -= values[entry]! * x[column]!;
      }
    }
    for (let column = this.size - 1; column >= 0; column--) {
      x[column]! /= this.diagonal[column]!;
      for (let entry = starts[column]!; entry < starts[column + 1]!; entry++) {
        x[column]! -= values[entry]! * x[rows[entry]!]!;
      }
    }
    return Float64Array.from(this.place, (place) => x[place]!);
  }

  /** The tree of who updates whom, and how many entries each column of L gets. */
  private eliminationTree(): { parent: Int32Array; counts: number[] } {
    const parent = new Int32Array(this.size).fill(-1);
    const mark = new Int32Array(this.size).fill(-1);
    const counts = Array.from({ length: this.size }, () => 0);
    const climb = (start: number, column: number): void => {
      for (let row = start; mark[row] !== column; row = parent[row]!) {
        if (parent[row] === -1) parent[row] = column;
        counts[row]! += 1;
        mark[row] = column;
      }
    };
    for (let column = 0; column < this.size; column++) {
      mark[column] = column;
      for (let entry = this.starts[column]!; entry < this.starts[column + 1]!; entry++) {
        climb(this.rows[entry]!, column);
      }
    }
    return { parent, counts };
  }

  /** Puts a column into `work` and the rows of L it meets, in elimination order, at the end of `pattern`. */
  private scatter(
    column: number,
    { mark, pattern, work }: { mark: Int32Array; pattern: Int32Array; work: Float64Array },
  ): number {
    let top = this.size;
    mark[column] = column;
    for (let entry = this.starts[column]!; entry < this.starts[column + 1]!; entry++) {
      const first = this.rows[entry]!;
      work[first]! += this.values[entry]!;
      let length = 0;
      for (let row = first; mark[row] !== column; row = this.parent[row]!) {
        pattern[length++] = row;
        mark[row] = column;
      }
      while (length > 0) pattern[--top] = pattern[--length]!;
    }
    return top;
  }

  private eliminate(
    row: number,
    column: number,
    { filled, work }: { filled: Int32Array; work: Float64Array },
  ): void {
    const value = work[row]!;
    work[row] = 0;
    const end = this.factorStarts[row]! + filled[row]!;
    for (let entry = this.factorStarts[row]!; entry < end; entry++) {
      work[this.factorRows[entry]!]! -= this.factorValues[entry]! * value;
    }
    const scaled = value / this.diagonal[row]!;
    this.diagonal[column]! -= scaled * value;
    this.factorRows[end] = column;
    this.factorValues[end] = scaled;
    filled[row]! += 1;
  }
}

const startsOf = (groups: readonly (number | readonly unknown[])[]): Int32Array => {
  const starts = new Int32Array(groups.length + 1);
  groups.forEach((group, index) => {
    starts[index + 1] = starts[index]! + (typeof group === 'number' ? group : group.length);
  });
  return starts;
};

/** Greedy: the row with the fewest neighbours first, its neighbours then know one another. */
const leastDegreeOrder = (neighbours: readonly ReadonlySet<number>[]): number[] => {
  const graph = neighbours.map((set) => new Set(set));
  const buckets: Set<number>[] = [];
  const bucketOf = (row: number) => (buckets[graph[row]!.size] ??= new Set());
  graph.forEach((_, row) => bucketOf(row).add(row));
  const order: number[] = [];
  for (let degree = 0; order.length < graph.length;) {
    const [row] = buckets[degree] ?? [];
    if (row === undefined) {
      degree += 1;
      continue;
    }
    order.push(row);
    buckets[degree]!.delete(row);
    const met = [...graph[row]!];
    for (const other of met) joinNeighbours(graph, bucketOf, { row, other, met });
    degree = Math.max(0, degree - 1);
  }
  return order;
};

const joinNeighbours = (
  graph: Set<number>[],
  bucketOf: (row: number) => Set<number>,
  { met, other, row }: { row: number; other: number; met: readonly number[] },
): void => {
  bucketOf(other).delete(other);
  const known = graph[other]!;
  known.delete(row);
  for (const third of met) if (third !== other) known.add(third);
  bucketOf(other).add(other);
};
