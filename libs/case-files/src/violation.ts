import type { JsonPath } from './json-pointer.js';
import { pointerOf } from './json-pointer.js';

/** A place of a case file that is not as it should be. */
export interface Violation {
  readonly path: JsonPath;
  readonly expected: string;
}

/** One per place, the first that was found. */
export const oncePerPlace = (violations: readonly Violation[]): readonly Violation[] =>
  [...new Map(violations.toReversed().map((one) => [pointerOf(one.path), one])).values()].reverse();

/**
 * Leaves out what may only follow from another violation: a rule that misses a field because the
 * field is wrong, or finds fault within it.
 */
export const notShadowed = (
  violations: readonly Violation[],
  wrong: readonly Violation[],
): readonly Violation[] => {
  const places = new Set(wrong.map(({ path }) => pointerOf(path)));
  const above = new Set(wrong.flatMap(({ path }) => ancestorsOf(path)));
  return violations.filter(
    ({ path }) =>
      !above.has(pointerOf(path)) &&
      !places.has(pointerOf(path)) &&
      !ancestorsOf(path).some((pointer) => places.has(pointer)),
  );
};

/** Pointers of all places above one, up to its item of a list. */
const ancestorsOf = (path: JsonPath): readonly string[] =>
  path.slice(2).map((_, index) => pointerOf(path.slice(0, index + 2)));
