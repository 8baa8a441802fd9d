/** Charging or discharging, with what a stored kWh must be worth for it neither to pay nor to cost. */
export interface Way {
  readonly worth: number;
  /** What it can bring into the store; less than zero where it takes out. */
  readonly energyKwh: number;
}

/** Between what a store must hold and what it can. */
export interface StoreBounds {
  readonly leastKwh: number;
  readonly mostKwh: number;
}

interface Segment {
  readonly worth: number;
  readonly energyKwh: number;
  /** Whether it stays in the store; else it is charged less, or discharged. */
  readonly stays: boolean;
}

/** Nearer than this, one use has ended and the next begins. */
const SAME_KWH = 1e-9;

/**
 * What the next kWh in a store is worth, falling from the least that it may hold to the most. Energy has one use
 * after the other: to stay, to be discharged, or to be what need not be charged; the best comes first.
 */
export class WorthCurve {
  private constructor(
    private readonly fromKwh: number,
    private readonly segments: readonly Segment[],
    /** What is left in the store at the least. */
    private readonly leftFromKwh = fromKwh,
  ) {}

  /** After the last period nobody asks for what is stored. */
  static worthless({ leastKwh, mostKwh }: StoreBounds): WorthCurve {
    return new WorthCurve(leastKwh, [{ worth: 0, energyKwh: mostKwh - leastKwh, stays: true }]);
  }

  /** The curve before a store is charged and discharged, where this is the one after. */
  before(ways: readonly Way[]): WorthCurve {
    const used = ways.map(({ energyKwh, worth }): Segment => ({
      ...{ worth, energyKwh: Math.abs(energyKwh), stays: false },
    }));
    const chargedKwh = ways.reduce((sum, { energyKwh }) => sum + Math.max(0, energyKwh), 0);
    const segments = [...this.segments, ...used].sort((a, b) => b.worth - a.worth);
    return new WorthCurve(this.fromKwh - chargedKwh, segments, this.fromKwh);
  }

  /** The part of it that a store can hold. */
  within({ leastKwh, mostKwh }: StoreBounds): WorthCurve {
    const segments: Segment[] = [];
    let at = this.fromKwh;
    for (const { energyKwh, worth } of this.segments) {
      const from = Math.max(at, leastKwh);
      at += energyKwh;
      const width = Math.min(at, mostKwh) - from;
      if (width > 0) segments.push({ worth, energyKwh: width, stays: true });
    }
    return new WorthCurve(Math.max(this.fromKwh, leastKwh), segments);
  }

  /**
   * What a kWh is worth where so much is stored, and what is left of it in the end. Between two uses it is worth
   * anything from the one to the other: what is nearest to `near`.
   */
  at(storedKwh: number, near: number): { readonly worth: number; readonly leftKwh: number } {
    let [at, leftKwh] = [this.fromKwh, this.leftFromKwh];
    let [least, greatest] = [-Infinity, Infinity];
    for (const { energyKwh, stays, worth } of this.segments) {
      if (storedKwh - at > SAME_KWH) greatest = worth;
      if (stays) leftKwh += Math.max(0, Math.min(energyKwh, storedKwh - at));
      at += energyKwh;
      if (at - storedKwh <= SAME_KWH) continue;
      least = worth;
      break;
    }
    return { worth: Math.min(greatest, Math.max(least, near)), leftKwh };
  }
}
