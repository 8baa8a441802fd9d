import { roundHalfUp, wholeZeros } from '@trueque/kernel';

/** Noise of the last bits, in Wh: what is this near to a whole number is one. */
export const WHOLE = 1e-4;

/** Arcs between nodes, each with an amount in Wh and what may be noise of it; one list for each. */
export interface Arcs {
  readonly tails: number[];
  readonly heads: number[];
  readonly valuesWh: number[];
  readonly noiseWh: number[];
}

export const emptyArcs = (): Arcs => ({ tails: [], heads: [], valuesWh: [], noiseWh: [] });

/**
 * Makes all arcs whole, in place: walks along fractional arcs until a node comes up again, and sends energy
 * round that cycle until one of its arcs is whole. The first arc of a cycle goes to its nearer side.
 * O(arcs × length of a cycle).
 */
export const roundArcs = (arcs: Arcs, nodesCount: number): void => {
  const rounding = new Rounding(arcs, nodesCount);
  for (let arc = 0; arc < arcs.valuesWh.length; arc++) rounding.round(arc);
};

/** Mutable: the walk under way, and which arcs of a node may still be fractional. */
class Rounding {
  /** Arcs at node n are `arcsAt[nextAt[n]]` … `arcsAt[startAt[n + 1] − 1]`; what is whole is passed for good. */
  private readonly arcsAt: Int32Array;
  private readonly startAt: Int32Array;
  private readonly nextAt: Int32Array;
  /** Step of the walk at which a node came up, or −1. */
  private readonly seenAt: Int32Array;
  private readonly walk: number[] = [];
  /** Whether the walk goes with the arc or against it, and the node it comes from. */
  private readonly forward: boolean[] = [];
  private readonly from: number[] = [];

  constructor(
    private readonly arcs: Arcs,
    nodesCount: number,
  ) {
    const { heads, tails } = arcs;
    this.startAt = wholeZeros(nodesCount + 1);
    for (const ends of [tails, heads]) for (const node of ends) this.startAt[node + 1]! += 1;
    for (let node = 0; node < nodesCount; node++) this.startAt[node + 1]! += this.startAt[node]!;
    this.arcsAt = wholeZeros(2 * tails.length);
    this.nextAt = this.startAt.slice(0, nodesCount);
    for (let arc = 0; arc < tails.length; arc++) {
      this.arcsAt[this.nextAt[tails[arc]!]!++] = arc;
      this.arcsAt[this.nextAt[heads[arc]!]!++] = arc;
    }
    this.nextAt.set(this.startAt.subarray(0, nodesCount));
    this.seenAt = wholeZeros(nodesCount).fill(-1);
  }

  /** The way to a cycle stays as it was: the walk goes on from where a part of it has become whole. */
  round(first: number): void {
    if (!this.isFractional(first)) return;
    this.step(first, this.arcs.tails[first]!);
    while (this.walk.length > 0) {
      const start = this.cycleAhead();
      if (start !== undefined) this.push(start);
      this.goBack(start ?? this.walk.length - 1);
    }
  }

  /** Walks on to a cycle, and answers at which step it begins; noise may leave the walk without one. */
  private cycleAhead(): number | undefined {
    let last = this.walk.at(-1)!;
    let node = this.endOf(this.walk.length - 1);
    while (this.seenAt[node] === -1) {
      const arc = this.nextArc(node, last);
      if (arc === undefined) {
        // Noise left a node with one fractional arc: nothing can balance it but the nearest whole.
        this.arcs.valuesWh[last] = roundHalfUp(this.arcs.valuesWh[last]!);
        return undefined;
      }
      node = this.step(arc, node);
      last = arc;
    }
    return this.seenAt[node]!;
  }

  /** To before the first step, from this one on, whose arc is whole now. */
  private goBack(from: number): void {
    let steps = from;
    while (steps < this.walk.length && this.isFractional(this.walk[steps]!)) steps++;
    for (let step = steps; step < this.walk.length; step++) this.seenAt[this.from[step]!] = -1;
    this.walk.length = this.forward.length = this.from.length = steps;
  }

  /** The node that a step has led to. */
  private endOf(step: number): number {
    const ends = this.forward[step] ? this.arcs.heads : this.arcs.tails;
    return ends[this.walk[step]!]!;
  }

  /** Goes along an arc from a node; answers the node at its other end. */
  private step(arc: number, node: number): number {
    const forward = this.arcs.tails[arc] === node;
    this.seenAt[node] = this.walk.push(arc) - 1;
    this.forward.push(forward);
    this.from.push(node);
    return this.endOf(this.walk.length - 1);
  }

  private nextArc(node: number, previous: number): number | undefined {
    const end = this.startAt[node + 1]!;
    let next = this.nextAt[node]!;
    while (next < end && !this.isFractional(this.arcsAt[next]!)) next++;
    this.nextAt[node] = next;
    for (; next < end; next++) {
      const arc = this.arcsAt[next]!;
      if (arc !== previous && this.isFractional(arc)) return arc;
    }
    return undefined;
  }

  private isFractional(arc: number): boolean {
    const valueWh = this.arcs.valuesWh[arc]!;
    return valueWh !== Math.round(valueWh);
  }

  private push(start: number): void {
    const { noiseWh, valuesWh } = this.arcs;
    const first = valuesWh[this.walk[start]!]!;
    const up = first - Math.floor(first) >= 0.5 - WHOLE === this.forward[start];
    let amount = Infinity;
    for (let at = start; at < this.walk.length; at++) {
      const valueWh = valuesWh[this.walk[at]!]!;
      const rises = this.forward[at] === up;
      amount = Math.min(
        amount,
        rises ? Math.ceil(valueWh) - valueWh : valueWh - Math.floor(valueWh),
      );
    }
    for (let at = start; at < this.walk.length; at++) {
      const arc = this.walk[at]!;
      const moved = valuesWh[arc]! + (this.forward[at] === up ? amount : -amount);
      const nearest = Math.round(moved);
      valuesWh[arc] = Math.abs(moved - nearest) < noiseWh[arc]! ? nearest + 0 : moved;
    }
  }
}
