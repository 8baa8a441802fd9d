/** Which rows of a symmetric matrix meet: neighbours of row r are `starts[r]` … `starts[r + 1] − 1`. */
export interface SymmetricPattern {
  readonly size: number;
  readonly starts: Int32Array;
  readonly neighbours: Int32Array;
}

/** Rows with more neighbours than this × √size meet almost everybody, and go last. */
const DENSE = 4;

/**
 * An order of elimination that fills in little: always the row with (about) the fewest neighbours next,
 * whose neighbours then know one another. Such a clique is kept as a list and never written out as pairs;
 * degrees are bounded from above (Amestoy, Davis, Duff, SIAM J. Matrix Anal. Appl. 17, 1996).
 */
export const eliminationOrder = (pattern: SymmetricPattern): Int32Array => {
  const elimination = new Elimination(pattern);
  const order = new Int32Array(pattern.size);
  for (let place = 0; place < pattern.size; place++) order[place] = elimination.takeNext();
  return order;
};

const NONE = -1;

class Elimination {
  private readonly neighbours: Int32Array;
  /** How many of a row's neighbours are left that no clique of its own holds. */
  private readonly counts: Int32Array;
  private readonly gone: Uint8Array;
  private readonly degree: Int32Array;
  private readonly cliquesOf: number[][];
  /** By the row whose elimination made them; undefined once a larger one holds all of it. */
  private readonly cliques: (Int32Array | undefined)[];
  private readonly mark: Int32Array;
  private readonly seen: Int32Array;
  private readonly outside: Int32Array;
  /** Rows of one degree, in chains. */
  private readonly first: Int32Array;
  private readonly next: Int32Array;
  private readonly previous: Int32Array;
  private readonly dense: number[] = [];
  private least = 0;

  constructor(private readonly pattern: SymmetricPattern) {
    const { size, starts } = pattern;
    this.neighbours = Int32Array.from(pattern.neighbours);
    this.counts = new Int32Array(size);
    this.gone = new Uint8Array(size);
    this.degree = new Int32Array(size);
    this.cliquesOf = Array.from({ length: size }, () => []);
    this.cliques = Array.from({ length: size }, () => undefined);
    this.mark = new Int32Array(size).fill(NONE);
    this.seen = new Int32Array(size).fill(NONE);
    this.outside = new Int32Array(size);
    this.first = new Int32Array(size + 1).fill(NONE);
    this.next = new Int32Array(size).fill(NONE);
    this.previous = new Int32Array(size).fill(NONE);
    const most = Math.max(64, DENSE * Math.sqrt(size));
    for (let row = 0; row < size; row++) {
      if (starts[row + 1]! - starts[row]! > most) this.putLast(row);
    }
    for (let row = 0; row < size; row++) {
      this.counts[row] = starts[row + 1]! - starts[row]!;
      if (!this.gone[row]) this.chain(row, this.compress(row));
    }
  }

  /** The next row to eliminate; those that meet almost everybody come at the end. */
  takeNext(): number {
    for (; this.least < this.first.length; this.least++) {
      const row = this.first[this.least]!;
      if (row !== NONE) return this.eliminate(row);
    }
    return this.dense.pop()!;
  }

  private putLast(row: number): void {
    this.dense.push(row);
    this.gone[row] = 1;
  }

  private chain(row: number, degree: number): void {
    this.degree[row] = degree;
    const after = this.first[degree]!;
    this.next[row] = after;
    this.previous[row] = NONE;
    if (after !== NONE) this.previous[after] = row;
    this.first[degree] = row;
    if (degree < this.least) this.least = degree;
  }

  private unchain(row: number): void {
    const [before, after] = [this.previous[row]!, this.next[row]!];
    if (before === NONE) this.first[this.degree[row]!] = after;
    else this.next[before] = after;
    if (after !== NONE) this.previous[after] = before;
  }

  private eliminate(row: number): number {
    this.unchain(row);
    this.gone[row] = 1;
    const members = this.membersOf(row);
    this.cliques[row] = members;
    this.countOutside(row, members);
    for (const member of members) this.join(member, row, members.length);
    return row;
  }

  /** Everybody the row meets, directly or in a clique; its cliques are part of the new one. */
  private membersOf(row: number): Int32Array {
    const members: number[] = [];
    const add = (other: number): void => {
      if (this.gone[other] || this.mark[other] === row) return;
      this.mark[other] = row;
      members.push(other);
    };
    const start = this.pattern.starts[row]!;
    for (let entry = start; entry < start + this.counts[row]!; entry++) {
      add(this.neighbours[entry]!);
    }
    for (const clique of this.cliquesOf[row]!) {
      for (const other of this.cliques[clique] ?? []) add(other);
      this.cliques[clique] = undefined;
    }
    return Int32Array.from(members);
  }

  /** How many of each clique that the new one meets are not in the new one. */
  private countOutside(row: number, members: Int32Array): void {
    for (const member of members) {
      for (const clique of this.cliquesOf[member]!) {
        if (this.seen[clique] !== row) {
          this.seen[clique] = row;
          this.outside[clique] = this.cliques[clique]?.length ?? 0;
        }
        this.outside[clique]! -= 1;
      }
    }
  }

  private join(member: number, row: number, size: number): void {
    let degree = size - 1;
    const kept = [row];
    for (const clique of this.cliquesOf[member]!) {
      if (this.cliques[clique] === undefined) continue;
      if (this.outside[clique]! <= 0) this.cliques[clique] = undefined;
      else {
        kept.push(clique);
        degree += this.outside[clique]!;
      }
    }
    this.cliquesOf[member] = kept;
    this.unchain(member);
    this.chain(member, Math.min(this.first.length - 1, degree + this.compress(member, row)));
  }

  /** Forgets neighbours that are gone or that the clique of `row` holds. */
  private compress(member: number, row = NONE): number {
    const start = this.pattern.starts[member]!;
    let count = 0;
    for (let entry = start; entry < start + this.counts[member]!; entry++) {
      const other = this.neighbours[entry]!;
      if (this.gone[other] || (row !== NONE && this.mark[other] === row)) continue;
      this.neighbours[start + count++] = other;
    }
    this.counts[member] = count;
    return count;
  }
}
