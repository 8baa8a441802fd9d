import type { Channel, Quality } from '@trueque/contracts';
import type { Batch, Price, Problem, Reading } from './reading.js';

/** A place in a file. */
export interface Place {
  readonly line: number;
  readonly column: string;
}

/** What a format read from one piece of its file, being collected. */
export class Findings implements Batch {
  readonly readings: Reading[] = [];
  readonly prices: Price[] = [];
  readonly problems: Problem[] = [];
  readonly notes: string[] = [];
  rows = 0;

  constructor(private readonly file: string) {}

  error(place: Place, code: string, message: string): void {
    this.problems.push({ severity: 'error', file: this.file, ...place, code, message });
  }

  warning(place: Place, code: string, message: string): void {
    this.problems.push({ severity: 'warning', file: this.file, ...place, code, message });
  }

  note(text: string): void {
    this.notes.push(text);
  }

  /** Takes energy as the file says it; what is no energy becomes a problem and no reading. */
  energy(place: Place, series: SeriesOf, energyKwh: number | string): void {
    const { meterPointId, channel, startMs, minutes, quality, version, weight = 1 } = series;
    const kwh = typeof energyKwh === 'number' ? energyKwh : numberOf(energyKwh);
    if (kwh === undefined) return this.noNumber(place, String(energyKwh));
    if (kwh < 0)
      return this.error(
        place,
        'negative',
        `${kwh} kWh: energy is never negative, its direction is a word`,
      );
    const energyWh = Math.round(kwh * 1000 * weight);
    const { line } = place;
    // Written out, not spread: a file of a year has millions of them.
    this.readings.push({
      line,
      meterPointId,
      channel,
      startMs,
      minutes,
      energyWh,
      quality,
      version,
    });
  }

  noNumber(place: Place, text: string): void {
    const isEmpty = /^(null|nan|na|n\/a|-)?$/i.test(text.trim());
    if (isEmpty)
      this.error(place, 'value-missing', `there is no value (${text.trim() || 'empty'})`);
    else this.error(place, 'no-number', `${text.slice(0, 40)} is no number`);
  }
}

/** Which series an amount of energy belongs to, and when. */
export interface SeriesOf {
  readonly meterPointId: string;
  readonly channel: Channel;
  readonly startMs: number;
  readonly minutes: number;
  readonly quality: Quality;
  /** Share of the energy that belongs here, where one value stands for two intervals. */
  readonly weight?: number | undefined;
  readonly version?: number | undefined;
}

/** A decimal number as files write it; undefined where it is none. `0x10`, `0b1` and blanks are none. */
export const numberOf = (text: string): number | undefined => {
  const value = Number(text);
  if (value === 0 && text.trim() === '') return undefined;
  return Number.isFinite(value) && !isOfAnotherBase(text) ? value : undefined;
};

/** Where a number begins with a digit and a letter follows, it is an exponent's or a base's. */
const isOfAnotherBase = (text: string): boolean =>
  (text.charCodeAt(1) > LAST_DIGIT || text.charCodeAt(0) <= BLANK) && /^\s*0[xob]/i.test(text);

const LAST_DIGIT = 57;
const BLANK = 32;

/** An id of ours made from a name of theirs: what an id may not hold becomes a dot. */
export const idOf = (name: string): string =>
  name
    .trim()
    .replace(/[^A-Za-z0-9._:-]+/g, '.')
    .replace(/^[^A-Za-z0-9]+/, '')
    .slice(0, 64);
