import type { RecordedEvent } from '@trueque/event-store';

/** Tells the world of events that no consumer could be brought to take. */
export interface Undertaker {
  /** Told twice is no error. Throws `Unwell` where nobody can be told now. */
  bury(consumer: string, event: RecordedEvent, reason: string): Promise<void>;
}
