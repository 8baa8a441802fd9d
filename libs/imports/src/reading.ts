import type { Channel, Quality } from '@trueque/contracts';

/** The one shape that every format is read into: whole Wh, never negative, UTC, a direction word. */
export interface Reading {
  readonly line: number;
  readonly meterPointId: string;
  readonly channel: Channel;
  /** Start of the interval, milliseconds since 1970, UTC. */
  readonly startMs: number;
  readonly minutes: number;
  readonly energyWh: number;
  readonly quality: Quality;
  /** Where a file says which of two readings of one interval is the newer: the greater. */
  readonly version?: number | undefined;
}

/** A price of one interval; may fall below zero. */
export interface Price {
  readonly line: number;
  readonly seriesId: string;
  readonly currency: string;
  readonly startMs: number;
  readonly minutes: number;
  readonly priceMicrosPerKwh: number;
}

/** Something wrong in one place of a file. Errors keep the row out, warnings let it in. */
export interface Problem {
  readonly severity: 'error' | 'warning';
  readonly file: string;
  readonly line: number;
  readonly column: string;
  readonly code: string;
  readonly message: string;
}

/** What a format found in a piece of its file; pieces are small, so memory does not grow with files. */
export interface Batch {
  /** Rows of the file that this piece was read from. */
  readonly rows: number;
  readonly readings: readonly Reading[];
  readonly prices: readonly Price[];
  readonly problems: readonly Problem[];
  /** Things worth saying that are no fault, with how often they happened. */
  readonly notes: readonly string[];
}
