export { archiveMonths, type ArchiveOptions } from './archive/archive-months.js';
export {
  type ArchivedMonth,
  type ArchiveProgress,
  ArchiveRefused,
} from './archive/archived-month.js';
export { becauseOf } from './because-of.js';
export {
  CauseConflict,
  EVENT_STORE,
  type EventStore,
  InvalidEvent,
  OtherRevision,
  type KeptEvent,
  type PartitionHead,
  type RecordedEvent,
  RevisionConflict,
  StoreUnavailable,
  type TransactOptions,
  type TransactOutcome,
} from './event-store.port.js';
export { inCurrentVersion, UnreadableEvent } from './current-version.js';
export { InMemoryEventStore } from './in-memory-event-store.js';
export { EventStoreModule } from './event-store.module.js';
export { eventStoreMigrations } from './migrations/event-store-migrations.js';
export { PostgresEventStore } from './postgres/postgres-event-store.js';
export type { Break } from './verification/diagnosis.js';
export type { Link } from './verification/link.js';
export { LogVerifier } from './verification/log-verifier.js';
export type { Span, SpanBreak, VerifiedSpan } from './verification/verify-span.js';
export type { KeptHash } from './verification/walk.js';
export {
  type VerifiedPartition,
  verifyChain,
  type VerifyOptions,
} from './verification/verify-chain.js';
