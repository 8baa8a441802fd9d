import { createHash } from 'node:crypto';
import { CanonicalBytes } from './canonical-bytes.js';

/** Bytes that are hashed at a time. */
const PORTION = 1 << 16;

/**
 * SHA-256 over canonical JSON, a portion at a time, so that a large market is never in memory as a
 * whole. The digest is that of `digest` for the same value.
 */
export class CanonicalHash extends CanonicalBytes {
  private hash = createHash('sha256');

  constructor() {
    super(PORTION);
  }

  override restart(): this {
    this.hash = createHash('sha256');
    return super.restart();
  }

  hex(): string {
    this.flush();
    return this.hash.digest('hex');
  }

  protected override makeRoom(size: number): void {
    if (this.end > 0 && this.end + size > this.bytes.length) this.flush();
    super.makeRoom(size);
  }

  private flush(): void {
    this.hash.update(this.seen());
    this.end = 0;
  }
}
