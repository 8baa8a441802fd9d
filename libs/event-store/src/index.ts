export {
  CauseConflict,
  EVENT_STORE,
  type EventStore,
  InvalidEvent,
  type PartitionHead,
  type RecordedEvent,
  RevisionConflict,
  StoreUnavailable,
  type TransactOptions,
  type TransactOutcome,
} from './event-store.port.js';
export { InMemoryEventStore } from './in-memory-event-store.js';
