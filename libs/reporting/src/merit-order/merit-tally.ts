import type { MeritBlock } from '@trueque/contracts';
import { type OfferedPeer, offeredSteps } from './offered-steps.js';

/** A side has no more of them: a chart cannot show more. */
const BLOCKS_MAX = 60;
/** Peers, grid and storage, or load, storage and bids: each may leave one block that is not full. */
const KINDS_MAX = 3;
const NAMES_MAX = 5;

interface Heap {
  powerKw: number;
  usedKw: number;
  peers: number;
  readonly names: string[];
}

type Kind = Pick<MeritBlock, 'side' | 'kind'>;
type Heaps = Map<number, Heap>;

/**
 * Offers of one period, heaped up by price as they are told, so that none of them need be kept: equal
 * prices of a kind are one block, and of very many neighbours share one.
 */
export class MeritTally {
  private readonly kinds = new Map<string, { readonly kind: Kind; readonly heaps: Heaps }>();

  constructor(private readonly period: number) {}

  add(peer: OfferedPeer): void {
    for (const { priceMicrosPerKwh, powerKw, usedKw, ...kind } of offeredSteps(peer, this.period)) {
      const heap = heapAt(this.heapsOf(kind), priceMicrosPerKwh);
      heap.powerKw += powerKw;
      heap.usedKw += usedKw;
      heap.peers += 1;
      if (heap.names.length < NAMES_MAX) heap.names.push(peer.peerId);
    }
  }

  /** Supply by cost, then demand by value. */
  blocks(): MeritBlock[] {
    return [
      ...this.side('supply').sort((one, other) => one.priceMicrosPerKwh - other.priceMicrosPerKwh),
      ...this.side('demand').sort((one, other) => other.priceMicrosPerKwh - one.priceMicrosPerKwh),
    ];
  }

  private heapsOf({ side, kind }: Kind): Heaps {
    const key = `${side} ${kind}`;
    const known = this.kinds.get(key);
    if (known !== undefined) return known.heaps;
    const heaps: Heaps = new Map();
    this.kinds.set(key, { kind: { side, kind }, heaps });
    return heaps;
  }

  private side(side: MeritBlock['side']): MeritBlock[] {
    const kinds = [...this.kinds.values()].filter(({ kind }) => kind.side === side);
    const total = kinds.reduce((sum, { heaps }) => sum + heaps.size, 0);
    const size = total <= BLOCKS_MAX ? 1 : Math.ceil(total / (BLOCKS_MAX - KINDS_MAX));
    return kinds.flatMap(({ kind, heaps }) => blocksOf(kind, heaps, size));
  }
}

const heapAt = (heaps: Heaps, priceMicrosPerKwh: number): Heap => {
  const known = heaps.get(priceMicrosPerKwh);
  if (known !== undefined) return known;
  const heap: Heap = { powerKw: 0, usedKw: 0, peers: 0, names: [] };
  heaps.set(priceMicrosPerKwh, heap);
  return heap;
};

type PricedHeap = readonly [priceMicrosPerKwh: number, heap: Heap];

/** So many neighbours at a time. */
const blocksOf = (kind: Kind, heaps: Heaps, size: number): MeritBlock[] => {
  const sorted = [...heaps].sort(([one], [other]) => one - other);
  return Array.from({ length: Math.ceil(sorted.length / size) }, (_, at) =>
    blockOf(kind, sorted.slice(at * size, (at + 1) * size)),
  );
};

const blockOf = (kind: Kind, heaps: readonly PricedHeap[]): MeritBlock => {
  const total = (read: (heap: Heap, priceMicrosPerKwh: number) => number) =>
    heaps.reduce((sum, [price, heap]) => sum + read(heap, price), 0);
  const powerKw = watts(total((heap) => heap.powerKw));
  const usedKw = watts(total((heap) => heap.usedKw));
  return {
    ...kind,
    priceMicrosPerKwh: meanPrice(heaps),
    ...{ powerKw, usedKw, peers: total(({ peers }) => peers) },
    names: heaps.flatMap(([, { names }]) => names).slice(0, NAMES_MAX),
    marginal: usedKw > 0 && usedKw < powerKw,
  };
};

/** By power; one price stays what it is, to the last digit. */
const meanPrice = (heaps: readonly PricedHeap[]): number => {
  const [first, ...others] = heaps;
  if (first !== undefined && others.length === 0) return first[0];
  const powerKw = heaps.reduce((sum, [, heap]) => sum + heap.powerKw, 0);
  return Math.round(heaps.reduce((sum, [price, heap]) => sum + price * heap.powerKw, 0) / powerKw);
};

const watts = (powerKw: number): number => Math.round(powerKw * 1e3) / 1e3;
