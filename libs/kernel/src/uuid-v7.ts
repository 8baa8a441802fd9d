import { v7 } from 'uuid';

/** A time-ordered identity made from arguments only: the instant and 16 bytes of chance. */
export const uuidV7 = (epochMs: number, random: Uint8Array): string =>
  v7({ msecs: epochMs, random });
