/** Where a value lies between two ends of a chart. */
export type Scale = (value: number) => number;

export const scaleOf =
  ([least, greatest]: readonly [number, number], [from, to]: readonly [number, number]): Scale =>
  (value) =>
    from + ((value - least) / (greatest - least || 1)) * (to - from);

/** Round numbers that cover the values, about `count` of them: 0, 50, 100. */
export const ticksOf = (values: readonly number[], count: number): readonly number[] => {
  const [least, greatest] = [Math.min(...values), Math.max(...values)];
  const step = roundStep((greatest - least || Math.abs(greatest) || 1) / count);
  const first = Math.floor(least / step + 1e-9);
  const last = Math.max(first + 1, Math.ceil(greatest / step - 1e-9));
  return Array.from({ length: last - first + 1 }, (_, index) => (first + index) * step);
};

const roundStep = (wanted: number): number => {
  const power = 10 ** Math.floor(Math.log10(wanted));
  const step = [1, 2, 5, 10].find((times) => times * power >= wanted) ?? 10;
  return step * power;
};
