import { flags, indices } from '@trueque/kernel';
import type { LpSolver } from '@trueque/linear-program';
import type { AffineClasses, PriceLinks } from './affine-classes.js';
import { PriceProgramme } from './price-programme.js';
import { type PriceBounds, PriceSweep } from './price-sweep.js';

/**
 * The ends of the prices of all classes. Where conditions tie two prices at most, sweeps find them; classes
 * that a condition between more hangs together with (limits that several ways share) are left to the solver.
 */
export class PriceEnds {
  private readonly sweep: PriceSweep;
  private readonly programme: PriceProgramme;

  constructor(classes: AffineClasses, solver: LpSolver) {
    const isShared = sharedClasses(classes);
    const among = (shared: 0 | 1) =>
      classes.conditions.length === 0
        ? [classes.links, NO_LINKS][shared]!
        : linksAmong(classes.links, (index) => isShared[index] === shared);
    this.sweep = new PriceSweep(classes.count, among(0));
    this.programme = new PriceProgramme({ ...classes, links: among(1) }, isShared, solver);
  }

  least(bounds: PriceBounds): Float64Array {
    return this.programme.least(bounds, this.sweep.least(bounds));
  }

  greatest(bounds: PriceBounds): Float64Array {
    return this.programme.greatest(bounds, this.sweep.greatest(bounds));
  }

  settled(bounds: PriceBounds, topless: Uint8Array): Float64Array {
    return this.programme.settled(bounds, topless, this.sweep.settled(bounds, topless));
  }
}

/** Classes in a condition of three or more, and all that links join to them. */
const sharedClasses = ({ conditions, count, links }: AffineClasses): Uint8Array => {
  const isShared = flags(count);
  if (conditions.length === 0) return isShared;
  const leader = indices(count);
  const find = (index: number): number => {
    let at = index;
    while (leader[at] !== at) at = leader[at] = leader[leader[at]!]!;
    return at;
  };
  links.from.forEach((from, link) => (leader[find(from)] = find(links.to[link]!)));
  const leaders = new Set<number>();
  for (const { terms } of conditions) for (const [index] of terms) leaders.add(find(index));
  return isShared.map((_, index) => Number(leaders.has(find(index))));
};

const NO_LINKS: PriceLinks = { from: [], to: [], gain: [], loss: [] };

const linksAmong = (
  { from, gain, loss, to }: PriceLinks,
  isWanted: (index: number) => boolean,
): PriceLinks => {
  const wanted = indices(from.length).filter((link) => isWanted(from[link]!));
  const pick = (values: readonly number[]) => Array.from(wanted, (link) => values[link]!);
  return { from: pick(from), to: pick(to), gain: pick(gain), loss: pick(loss) };
};
