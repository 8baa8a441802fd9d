import { QUALITIES } from './community-day.js';

/**
 * Energy and money of many members, summed exactly without a bigint per reading: a price is taken
 * apart into whole currency and 10⁻⁶ currency per kWh, and both products stay whole numbers below
 * 2⁵³ as long as nobody moves more than nine GWh a day.
 */
export class ExactTally {
  readonly energyWh: Float64Array;
  private readonly qualityWh: Float64Array;
  private readonly whole: Float64Array;
  private readonly micros: Float64Array;

  constructor(membersCount: number) {
    this.energyWh = new Float64Array(membersCount);
    this.qualityWh = new Float64Array(membersCount * QUALITIES.length);
    this.whole = new Float64Array(membersCount);
    this.micros = new Float64Array(membersCount);
  }

  /** `quality` is an index into `QUALITIES`. */
  add(member: number, energyWh: number, priceMicrosPerKwh: number, quality: number): void {
    const whole = Math.trunc(priceMicrosPerKwh / 1_000_000);
    this.energyWh[member]! += energyWh;
    this.qualityWh[member * QUALITIES.length + quality]! += energyWh;
    this.whole[member]! += energyWh * whole;
    this.micros[member]! += energyWh * (priceMicrosPerKwh - whole * 1_000_000);
  }

  qualityWhOf(member: number): readonly number[] {
    const at = member * QUALITIES.length;
    return [...this.qualityWh.subarray(at, at + QUALITIES.length)];
  }

  /** 10⁻⁹ currency. */
  nanosOf(member: number): bigint {
    return BigInt(this.whole[member] ?? 0) * 1_000_000n + BigInt(this.micros[member] ?? 0);
  }
}
