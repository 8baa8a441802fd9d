import { type CaseFile, type Rung, RUNGS } from '@trueque/contracts';
import { NotProven } from '../canonical/not-proven.js';
import type { Clearing } from '../clear.js';
import { decoupled } from './decoupled.js';

/** A rung on which the solver stopped without a proven optimum, in its own words. */
export interface Stop {
  readonly rung: Rung;
  readonly detail: string;
}

/** What became of an auction on the last rung that was tried. */
export interface Climb {
  readonly stops: readonly Stop[];
  /** Undefined where every rung stopped. */
  readonly found: { readonly rung: Rung; readonly clearing: Clearing } | undefined;
}

/** What is to be cleared, and at which price (currency per kWh) communities may be decoupled. */
export interface Ascent {
  readonly file: CaseFile;
  readonly fallbackPrice?: number | undefined;
  /** Its communities are decoupled from the start: the operator's price applies. */
  readonly isAdministered?: boolean | undefined;
}

export const NO_FALLBACK_PRICE = 'the operator has set no fallback price';

/** The market that a rung clears; undefined where that takes a fallback price and there is none. */
export const marketOn = (rung: Rung, { fallbackPrice, file }: Ascent): CaseFile | undefined => {
  if (rung !== 'decoupled') return file;
  return fallbackPrice === undefined ? undefined : decoupled(file, fallbackPrice);
};

/**
 * Tries rung after rung until one ends with a proof, of an optimum or of infeasibility. All rungs but the last
 * clear the same market, and so find the same result; the last clears another one, and says so.
 */
export const climb = async (
  ascent: Ascent,
  clearOn: (rung: Rung, file: CaseFile) => Promise<Clearing>,
): Promise<Climb> => {
  const stops: Stop[] = [];
  for (const rung of ascent.isAdministered ? (['decoupled'] as const) : RUNGS) {
    const market = marketOn(rung, ascent);
    if (market === undefined) {
      stops.push({ rung, detail: NO_FALLBACK_PRICE });
      continue;
    }
    try {
      return { stops, found: { rung, clearing: await clearOn(rung, market) } };
    } catch (error) {
      if (!(error instanceof NotProven)) throw error;
      stops.push({ rung, detail: error.message });
    }
  }
  return { stops, found: undefined };
};
