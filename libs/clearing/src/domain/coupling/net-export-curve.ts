import { floats, indices } from '@trueque/kernel';
import type { CommunityOffers } from './community-offers.js';

/**
 * The least cost of exporting x kWh to the hub, x < 0 imports: convex, in straight segments. It starts
 * with everything imported; each segment is the cheapest way to get the next kWh out.
 */
export interface NetExportCurve {
  /** Net export where the first segment begins: all demand, imported. */
  readonly fromKwh: number;
  /** What one more kWh costs, rising. */
  readonly slopes: readonly number[];
  readonly widthsKwh: readonly number[];
}

/**
 * Takes the cheapest next kWh until no unit is left:
 *
 * - an idle unit serves the community, so that less is imported: its local cost;
 * - once nothing is imported, an idle unit exports: its export cost;
 * - or a unit that serves the community exports, and the cheapest idle one takes its place.
 *
 * O(n log n).
 */
export const netExportCurve = (offers: CommunityOffers): NetExportCurve => {
  const slopes: number[] = [];
  const widthsKwh: number[] = [];
  const walk = new CurveWalk(offers);
  for (let step = walk.next(); step !== undefined; step = walk.next()) {
    slopes.push(step.slope);
    widthsKwh.push(step.widthKwh);
  }
  return { fromKwh: -offers.demandKwh, slopes, widthsKwh };
};

interface Step {
  readonly slope: number;
  readonly widthKwh: number;
}

/** Generation that must run comes before all that may. */
const MUST_RUN_FIRST = 1e6;

/** Mutable: which energy is idle, which serves the community. */
class CurveWalk {
  private readonly idleKwh: Float64Array;
  private readonly servingKwh: Float64Array;
  private readonly local: Float64Array;
  private readonly exported: Float64Array;
  /** Units by local and by export cost; what is used up is passed over. */
  private readonly byLocal: Int32Array;
  private readonly byExported: Int32Array;
  private nextLocal = 0;
  private nextExported = 0;
  /** Serving units, the one that gains least by serving first. */
  private readonly serving: number[] = [];
  private importsKwh: number;

  constructor(offers: CommunityOffers) {
    const early = (costs: readonly number[]) =>
      floats(costs.length, (unit) =>
        offers.mustRun[unit] ? costs[unit]! - MUST_RUN_FIRST : costs[unit]!,
      );
    this.local = early(offers.local);
    this.exported = early(offers.exported);
    this.idleKwh = Float64Array.from(offers.energyKwh);
    this.servingKwh = new Float64Array(this.idleKwh.length);
    this.byLocal = orderBy(this.local);
    this.byExported = orderBy(this.exported);
    this.importsKwh = offers.demandKwh;
  }

  next(): Step | undefined {
    this.skipUsed();
    const cheapest = this.byLocal[this.nextLocal];
    if (cheapest === undefined) return undefined;
    if (this.importsKwh > 0) return this.serve(cheapest);
    const seller = this.byExported[this.nextExported];
    const direct = seller === undefined ? Infinity : this.exported[seller]!;
    const swapped = this.serving[0];
    const swap = swapped === undefined ? Infinity : this.local[cheapest]! + this.premium(swapped);
    if (direct === Infinity && swap === Infinity) return undefined;
    return direct <= swap ? this.exportIdle(seller!) : this.swap(swapped!, cheapest);
  }

  /** What a unit costs more where it is exported than where it serves. */
  private premium(unit: number): number {
    return this.exported[unit]! - this.local[unit]!;
  }

  private skipUsed(): void {
    while (this.idleKwh[this.byLocal[this.nextLocal]!] === 0) this.nextLocal++;
    while (this.idleKwh[this.byExported[this.nextExported]!] === 0) this.nextExported++;
    while (this.serving.length > 0 && this.servingKwh[this.serving[0]!] === 0) this.popServing();
  }

  private serve(unit: number): Step {
    const widthKwh = Math.min(this.idleKwh[unit]!, this.importsKwh);
    this.importsKwh -= widthKwh;
    this.take(unit, widthKwh);
    return { slope: this.local[unit]!, widthKwh };
  }

  private exportIdle(unit: number): Step {
    const widthKwh = this.idleKwh[unit]!;
    this.idleKwh[unit] = 0;
    return { slope: this.exported[unit]!, widthKwh };
  }

  private swap(leaving: number, taking: number): Step {
    const slope = this.local[taking]! + this.premium(leaving);
    const widthKwh = Math.min(this.servingKwh[leaving]!, this.idleKwh[taking]!);
    this.servingKwh[leaving]! -= widthKwh;
    this.take(taking, widthKwh);
    return { slope, widthKwh };
  }

  private take(unit: number, widthKwh: number): void {
    this.idleKwh[unit]! -= widthKwh;
    const isNew = this.servingKwh[unit] === 0;
    this.servingKwh[unit]! += widthKwh;
    if (isNew && this.premium(unit) < Infinity) this.pushServing(unit);
  }

  private pushServing(unit: number): void {
    const heap = this.serving;
    let at = heap.push(unit) - 1;
    while (at > 0) {
      const above = (at - 1) >> 1;
      if (this.premium(heap[above]!) <= this.premium(unit)) break;
      heap[at] = heap[above]!;
      at = above;
    }
    heap[at] = unit;
  }

  private popServing(): void {
    const heap = this.serving;
    const last = heap.pop()!;
    if (heap.length === 0) return;
    let at = 0;
    for (let below = 1; below < heap.length; below = 2 * at + 1) {
      if (below + 1 < heap.length && this.premium(heap[below + 1]!) < this.premium(heap[below]!))
        below++;
      if (this.premium(heap[below]!) >= this.premium(last)) break;
      heap[at] = heap[below]!;
      at = below;
    }
    heap[at] = last;
  }
}

const orderBy = (costs: Float64Array): Int32Array =>
  indices(costs.length).sort((a, b) => costs[a]! - costs[b]! || a - b);
