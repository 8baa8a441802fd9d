import type { SymmetricPattern } from './elimination-order.js';

/** Upper triangle by column, in elimination order, diagonals included: column j is `starts[j]` … of `rows`. */
export interface UpperTriangle {
  readonly starts: Int32Array;
  readonly rows: Int32Array;
}

/** Where each row stands in an order. */
export const placesIn = (order: Int32Array): Int32Array => {
  const places = new Int32Array(order.length);
  order.forEach((row, place) => (places[row] = place));
  return places;
};

export const upperTriangle = (
  { neighbours, size, starts }: SymmetricPattern,
  order: Int32Array,
): UpperTriangle => {
  const places = placesIn(order);
  const columnStarts = new Int32Array(size + 1);
  const rows = new Int32Array(size + neighbours.length / 2);
  let end = 0;
  order.forEach((row, place) => {
    for (let entry = starts[row]!; entry < starts[row + 1]!; entry++) {
      const other = places[neighbours[entry]!]!;
      if (other < place) rows[end++] = other;
    }
    rows[end++] = place;
    columnStarts[place + 1] = end;
  });
  return { starts: columnStarts, rows };
};

/** Who updates whom first (−1: nobody), and where each column of the factor starts. */
export const eliminationTree = ({ rows, starts }: UpperTriangle) => {
  const size = starts.length - 1;
  const parent = new Int32Array(size).fill(-1);
  const mark = new Int32Array(size).fill(-1);
  const factorStarts = new Int32Array(size + 1);
  const climb = (from: number, column: number): void => {
    for (let row = from; mark[row] !== column; row = parent[row]!) {
      if (parent[row] === -1) parent[row] = column;
      factorStarts[row + 1]! += 1;
      mark[row] = column;
    }
  };
  for (let column = 0; column < size; column++) {
    mark[column] = column;
    for (let entry = starts[column]!; entry < starts[column + 1]!; entry++) {
      climb(rows[entry]!, column);
    }
  }
  for (let column = 0; column < size; column++) factorStarts[column + 1]! += factorStarts[column]!;
  return { parent, factorStarts };
};

/** Children before their parent, each family together. */
export const postorder = (parent: Int32Array): Int32Array => {
  const { first, next } = childrenOf(parent);
  const order = new Int32Array(parent.length);
  let end = parent.length;
  const open: number[] = [];
  for (let root = 0; root < parent.length; root++) if (parent[root] === -1) open.push(root);
  while (open.length > 0) {
    const place = open.pop()!;
    order[--end] = place;
    for (let child = first[place]!; child !== -1; child = next[child]!) open.push(child);
  }
  return order;
};

const childrenOf = (parent: Int32Array) => {
  const first = new Int32Array(parent.length).fill(-1);
  const next = new Int32Array(parent.length).fill(-1);
  for (let place = 0; place < parent.length; place++) {
    const above = parent[place]!;
    if (above === -1) continue;
    next[place] = first[above]!;
    first[above] = place;
  }
  return { first, next };
};
