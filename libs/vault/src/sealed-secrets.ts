import { openUnder, seal } from './sealed.js';

/** Secrets that must be known again in plain: sealed under the master key, each for the place it is kept in. */
export class SealedSecrets {
  constructor(
    /** Asked for each time, so that a key that was rotated is taken at once. Throws `MasterKeyError`. */
    private readonly master: () => Promise<Buffer>,
  ) {}

  async seal(secret: string, context: string): Promise<Buffer> {
    return seal(await this.master(), Buffer.from(secret), context);
  }

  /** Throws `MasterKeyError` where it was sealed under another master key, or for another place. */
  async open(sealed: Buffer, context: string): Promise<string> {
    return openUnder(await this.master(), sealed, context).toString();
  }
}
