import { type Arcs, emptyArcs, WHOLE } from './round-arcs.js';
import type { WholeFlow } from './whole-flow.js';

/** What an arc tells of: a column, or one end of a column that loses energy, or a load, or a member's part. */
type Kind = 'whole' | 'sent' | 'received' | 'load' | 'part' | 'sum';

interface Label {
  readonly kind: Kind;
  /** Its column; of a load its row; of a part the slot it goes to; of a sum nothing. */
  readonly place: number;
}

/** The arcs of a flow that are not whole yet; those that are, go straight to where they are kept. */
export class ArcsOfFlow {
  readonly arcs: Arcs = emptyArcs();
  private readonly kinds: Kind[] = [];
  private readonly places: number[] = [];
  private readonly slots: { readonly parts: Float64Array; readonly member: number }[] = [];

  private nodes: number;

  constructor(
    private readonly whole: WholeFlow,
    /** The node of all that comes from nowhere or goes there; the last of those that are known. */
    readonly outside: number,
  ) {
    this.nodes = outside + 1;
  }

  get nodesCount(): number {
    return this.nodes;
  }

  addNode(): number {
    return this.nodes++;
  }

  add(
    label: Label,
    [tail, head]: readonly [number, number],
    kwh: number,
    noiseWh: number = WHOLE,
  ): void {
    const valueWh = kwh * 1000;
    const nearest = Math.round(valueWh);
    if (Math.abs(valueWh - nearest) < noiseWh) return this.write(label, nearest + 0);
    this.kinds.push(label.kind);
    this.places.push(label.place);
    this.arcs.tails.push(tail);
    this.arcs.heads.push(head);
    this.arcs.valuesWh.push(valueWh);
    this.arcs.noiseWh.push(noiseWh);
  }

  /** One member's part; thousands of them may add up, so each of them may be off by the less. */
  addPart(parts: Float64Array, member: number, ends: readonly [number, number], kwh: number): void {
    const place = this.slots.push({ parts, member }) - 1;
    this.add({ kind: 'part', place }, ends, kwh, WHOLE / parts.length);
  }

  /** What other arcs add up to, which nobody asks for. */
  addSum(ends: readonly [number, number], kwh: number): void {
    this.add({ kind: 'sum', place: 0 }, ends, kwh);
  }

  /** Writes down what all arcs have become. */
  writeAll(): void {
    this.kinds.forEach((kind, arc) =>
      this.write({ kind, place: this.places[arc]! }, this.arcs.valuesWh[arc]!),
    );
  }

  private write({ kind, place }: Label, valueWh: number): void {
    const { loadWh, receivedWh, sentWh } = this.whole;
    if (kind === 'load') loadWh[place] = valueWh;
    if (kind === 'whole' || kind === 'sent') sentWh[place] = valueWh;
    if (kind === 'whole' || kind === 'received') receivedWh[place] = valueWh;
    if (kind === 'part') this.slots[place]!.parts[this.slots[place]!.member] = valueWh;
  }
}
