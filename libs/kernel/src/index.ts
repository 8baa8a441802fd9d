export {
  accept,
  acceptAll,
  commandText,
  type Decider,
  type Decision,
  type DomainEvent,
  fold,
  reject,
} from './decider.js';
export { floats, indices } from './typed-arrays.js';
export { InvariantBroken } from './invariant-broken.js';
export { CanonicalHash } from './canonical-hash.js';
export { canonicalJson, compareText, digest, sha256Hex, type Spelled } from './canonical-json.js';
export { splitByLargestRemainder } from './largest-remainder.js';
export { microsFromPrice, nanosOf, roundHalfUp, whFromKwh } from './units.js';
export { isoInstant, type Mtu, mtuHours, mtuMinutes, MTUS, periodStart } from './market-time.js';
export { CLOCK, type Clock } from './clock.js';
