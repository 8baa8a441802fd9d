export { AsksWhy } from './asks-why.js';
export { type CarriedOut, carryOutApproved, type Executors } from './approved.js';
export {
  type ApprovalCommand,
  type ApprovalRefusal,
  approvals,
  type Approvals,
  type Change,
  versionOf,
} from './domain/approvals.decider.js';
export {
  guarded,
  type GuardedChange,
  type HeldChange,
  isHeld,
  meant,
  type NotProposed,
} from './guarded.js';
export { unlessHeld } from './unless-held.js';
