export {
  accept,
  acceptAll,
  type Decider,
  type Decision,
  type Declined,
  type DomainEvent,
  fold,
  reject,
} from './decider.js';
export { copied, flags, floats, indices, wholeZeros, zeros } from './typed-arrays.js';
export { DisjointSets } from './disjoint-sets.js';
export { InvariantBroken } from './invariant-broken.js';
export { CanonicalBytes, compareText } from './canonical-bytes.js';
export { CanonicalHash } from './canonical-hash.js';
export { canonicalJson, digest, sha256Hex } from './canonical-json.js';
export { inBytes, WrittenBytes, writeUtf8 } from './written-bytes.js';
export { splitByLargestRemainder } from './largest-remainder.js';
export { microsFromPrice, nanosOf, roundHalfUp, whFromKwh } from './units.js';
export { isoInstant, type Mtu, mtuHours, mtuMinutes, MTUS, periodStart } from './market-time.js';
export { CLOCK, type Clock } from './clock.js';
