/** The only way to the time of day: injected, so that tests and replays can hold it still. */
export interface Clock {
  /** Milliseconds since 1970-01-01T00:00Z. */
  nowMs(): number;
}

/** Injection token of the clock. */
export const CLOCK = 'Clock';
