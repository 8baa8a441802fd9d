import { copied, wholeZeros, zeros } from '@trueque/kernel';

const LENGTH_MIN = 64;

/** Numbers, one after the other, in memory that grows by half when it is full. */
export class GrowingFloats {
  length = 0;
  private values = zeros(LENGTH_MIN);

  /** Answers the place of what was added. */
  push(value: number): number {
    if (this.length === this.values.length) {
      const larger = zeros(grown(this.length));
      larger.set(this.values);
      this.values = larger;
    }
    this.values[this.length] = value;
    return this.length++;
  }

  at(index: number): number {
    return this.values[index]!;
  }

  put(index: number, value: number): void {
    this.values[index] = value;
  }

  taken(): Float64Array {
    return copied(this.values.subarray(0, this.length));
  }
}

/** The same of whole numbers. */
export class GrowingWholes {
  length = 0;
  private values = wholeZeros(LENGTH_MIN);

  push(value: number): number {
    if (this.length === this.values.length) {
      const larger = wholeZeros(grown(this.length));
      larger.set(this.values);
      this.values = larger;
    }
    this.values[this.length] = value;
    return this.length++;
  }

  at(index: number): number {
    return this.values[index]!;
  }
}

const grown = (length: number): number => length + (length >> 1);
