/**
 * Where a record differs first from another, as a JSON pointer with both values; undefined where all
 * of it is the same. Members that only one of them has are told as `undefined`.
 */
export const firstDifference = (
  recorded: unknown,
  now: unknown,
  pointer = '',
): string | undefined => {
  if (recorded === now) return undefined;
  if (!isRecord(recorded) || !isRecord(now))
    return `${pointer}: recorded ${JSON.stringify(recorded)}, now ${JSON.stringify(now)}`;
  for (const name of new Set([...Object.keys(recorded), ...Object.keys(now)])) {
    const difference = firstDifference(recorded[name], now[name], `${pointer}/${name}`);
    if (difference !== undefined) return difference;
  }
  return undefined;
};

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null;
