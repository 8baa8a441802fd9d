import { wholeZeros, zeros } from '@trueque/kernel';

const LENGTH_MIN = 64;

/** Numbers, one after the other, in memory that grows by half when it is full. */
export class GrowingList<Values extends Float64Array | Int32Array> {
  length = 0;
  private values: Values;

  constructor(private readonly make: (length: number) => Values) {
    this.values = make(LENGTH_MIN);
  }

  /** Answers the place of what was added. */
  push(value: number): number {
    if (this.length === this.values.length) this.grow();
    this.values[this.length] = value;
    return this.length++;
  }

  at(index: number): number {
    return this.values[index]!;
  }

  put(index: number, value: number): void {
    this.values[index] = value;
  }

  taken(): Values {
    return this.inMemoryOf(this.length, this.values.subarray(0, this.length));
  }

  private grow(): void {
    this.values = this.inMemoryOf(this.length + (this.length >> 1), this.values);
  }

  private inMemoryOf(length: number, values: ArrayLike<number>): Values {
    const memory = this.make(length);
    memory.set(values);
    return memory;
  }
}

export const growingFloats = () => new GrowingList(zeros);
export const growingWholes = () => new GrowingList(wholeZeros);
