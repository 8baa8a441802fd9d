import { indices } from './typed-arrays.js';

/** Mutable: numbers from 0 on, each alone in a set of its own until it is joined with others. */
export class DisjointSets {
  private readonly leaders: Int32Array;

  constructor(count: number) {
    this.leaders = indices(count);
  }

  /** The same for all of a set, until it is joined with another one. */
  leaderOf(member: number): number {
    const { leaders } = this;
    let at = member;
    while (leaders[at] !== at) at = leaders[at] = leaders[leaders[at]!]!;
    return at;
  }

  /** Answers whether they were apart. */
  join(one: number, other: number): boolean {
    const [leader, its] = [this.leaderOf(one), this.leaderOf(other)];
    this.leaders[leader] = its;
    return leader !== its;
  }
}
