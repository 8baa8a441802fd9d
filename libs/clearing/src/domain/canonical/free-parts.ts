import type { LinearProgram } from '@trueque/linear-program';
import type { OptimalFace } from './optimal-face.js';

/** Columns that may still move and hang together by rows: each part is a problem of its own. */
export interface FreePart {
  readonly columns: readonly number[];
  /** The rows they touch, each with its place among them. */
  readonly placeOf: ReadonlyMap<number, number>;
}

/** Splits the movable columns of a face into connected parts, in order of their first column. */
export const freeParts = (programme: LinearProgram, face: OptimalFace): FreePart[] => {
  const leader = Int32Array.from({ length: programme.rowsCount }, (_, row) => row);
  const find = (row: number): number => {
    let at = row;
    while (leader[at] !== at) at = leader[at] = leader[leader[at]!]!;
    return at;
  };
  const free: number[] = [];
  for (let column = 0; column < programme.columnsCount; column++) {
    if (!(face.upper[column]! > face.lower[column]!)) continue;
    free.push(column);
    const [first, ...others] = rowsOf(programme, column);
    for (const row of others) leader[find(row)] = find(first!);
  }
  const columnsByPart = new Map<number, number[]>();
  for (const column of free) {
    const part = find(programme.rows[programme.starts[column]!]!);
    const known = columnsByPart.get(part);
    if (known === undefined) columnsByPart.set(part, [column]);
    else known.push(column);
  }
  return [...columnsByPart.values()].map((columns) => ({
    columns,
    placeOf: placesOf(columns.flatMap((column) => rowsOf(programme, column))),
  }));
};

const placesOf = (rows: readonly number[]): ReadonlyMap<number, number> =>
  new Map([...new Set(rows)].map((row, place) => [row, place]));

const rowsOf = ({ rows, starts }: LinearProgram, column: number): number[] =>
  Array.from(rows.subarray(starts[column], starts[column + 1]));
