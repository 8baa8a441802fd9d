import { CheckpointRow } from './checkpoint.row.js';
import { DeadLetterRow } from './dead-letter.row.js';
import { DeadLetterRetry1763970000000 } from './dead-letter-retry.migration.js';
import { Messaging1761955200000 } from './messaging.migration.js';

export type { Consumer, ProcessConsumer, Projection } from './consumer.js';
export { ConsumerRunner, type ConsumerStatus } from './consumer-runner.js';
export {
  rebuildProjection,
  type RebuildOptions,
  RebuildRunning,
} from './rebuild/rebuild-projection.js';
export { type Fate, fateOf, Raced, Refused, Unwell } from './fates.js';
export { type Delivery, deliveryTo } from './delivery.js';
export type { LaneState } from './lane.js';
export { Rounds } from './rounds.js';
export { type Carrier, CARRIER, type Transport } from './transport.port.js';
export { MessagingModule, type MessagingOptions } from './messaging.module.js';
export { CheckpointRow } from './checkpoint.row.js';
export { DeadLetterRow } from './dead-letter.row.js';

export const messagingEntities = [CheckpointRow, DeadLetterRow];
export const messagingMigrations = [Messaging1761955200000, DeadLetterRetry1763970000000];
