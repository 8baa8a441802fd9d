/** The value in one period of what a case file gives once for all periods or one by one. */
export const valueAt = <Value extends string | number>(
  value: Value | readonly Value[],
  period: number,
): Value | undefined => (isSeries(value) ? value[period] : value);

const isSeries = <Value extends string | number>(
  value: Value | readonly Value[],
): value is readonly Value[] => typeof value === 'object';
