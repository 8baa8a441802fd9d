import type { Clock } from '@trueque/kernel';
import { DecidingStore } from './deciding-store.js';
import { MemoryLog } from './memory-log.js';

const SYSTEM_CLOCK: Clock = { nowMs: () => Date.now() };

/** The store for tests and questions that need no database: same rules, same hashes, nothing kept. */
export class InMemoryEventStore extends DecidingStore {
  constructor(clock: Clock = SYSTEM_CLOCK) {
    super(new MemoryLog(() => clock.nowMs()));
  }
}
