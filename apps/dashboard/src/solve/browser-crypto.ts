import { sha256 } from '@noble/hashes/sha2';
import { bytesToHex } from '@noble/hashes/utils';

/** What the rules take of Node's `crypto`, where there is no Node: the same digests, in the same words. */
export const createHash = (_algorithm: 'sha256') => {
  const hash = sha256.create();
  const hashing = {
    update: (portion: string | Uint8Array) => {
      hash.update(portion);
      return hashing;
    },
    digest: (_encoding: 'hex') => bytesToHex(hash.digest()),
  };
  return hashing;
};
