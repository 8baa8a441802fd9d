const BITS = 32;
const WORDS = 32;
const CHUNK = BITS * WORDS;

/** Intervals in which at least one series says something: a bit each, so that decades fit. */
export class IntervalSet {
  private readonly chunks = new Map<number, Uint32Array>();
  private lastKey = Number.NaN;
  private lastChunk: Uint32Array = new Uint32Array(WORDS);
  size = 0;

  add(slot: number): void {
    const key = Math.floor(slot / CHUNK);
    if (key !== this.lastKey) this.turnTo(key);
    const bit = slot - key * CHUNK;
    const mask = 1 << (bit % BITS);
    const word = Math.floor(bit / BITS);
    const before = this.lastChunk[word] ?? 0;
    if ((before & mask) !== 0) return;
    this.lastChunk[word] = before | mask;
    this.size += 1;
  }

  private turnTo(key: number): void {
    const chunk = this.chunks.get(key) ?? new Uint32Array(WORDS);
    this.chunks.set(key, chunk);
    this.lastKey = key;
    this.lastChunk = chunk;
  }
}
