/** Draws numbers between bounds; the same seed, the same numbers, on every machine. */
export class SeededChance {
  constructor(private state: number) {}

  /** From 0 up to, and without, 1 (mulberry32). */
  next(): number {
    this.state = (this.state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(this.state ^ (this.state >>> 15), 1 | this.state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  }

  happens(probability: number): boolean {
    return this.next() < probability;
  }

  /** With three digits after the point, as meters and price lists have. */
  between(least: number, greatest: number): number {
    return inThousandths(least + this.next() * (greatest - least));
  }
}

export const inThousandths = (value: number): number => Math.round(value * 1000) / 1000;
