import { InMemoryEventStore } from './in-memory-event-store.js';
import { describeEventStore } from './testing/event-store.contract.js';

describeEventStore('the in-memory store', async () => new InMemoryEventStore());
