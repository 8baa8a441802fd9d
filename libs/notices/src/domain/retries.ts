/** A receiver that failed so often in a row, over about a day, is not tried again. */
export const FAILURES_MAX = 15;

const FIRST_WAIT_MS = 5_000;
const LONGEST_WAIT_MS = 3 * 3_600_000;

/** How long to wait after so many failures in a row: twice as long each time, and hours at most. */
export const waitMsAfter = (failures: number): number =>
  Math.min(LONGEST_WAIT_MS, FIRST_WAIT_MS * 2 ** (failures - 1));

const GONE = 410;

/** What an answer means: the next event, another attempt, or never again. */
export const verdictOn = (
  status: number | undefined,
  failures: number,
): 'delivered' | 'again' | 'disabled' => {
  if (status !== undefined && status >= 200 && status < 300) return 'delivered';
  return status === GONE || failures >= FAILURES_MAX ? 'disabled' : 'again';
};
