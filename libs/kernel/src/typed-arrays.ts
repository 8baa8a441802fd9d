/** As `Float64Array.from` with a function does, at a tenth of the time: that one goes by an iterator. */
export const floats = (count: number, valueAt: (index: number) => number): Float64Array => {
  const values = new Float64Array(count);
  for (let index = 0; index < count; index++) values[index] = valueAt(index);
  return values;
};

/** 0, 1, 2, … */
export const indices = (count: number): Int32Array => {
  const values = new Int32Array(count);
  for (let index = 0; index < count; index++) values[index] = index;
  return values;
};
