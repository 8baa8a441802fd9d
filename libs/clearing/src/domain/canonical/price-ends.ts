import type { LpSolver } from '@trueque/linear-program';
import type { AffineClasses } from './affine-classes.js';
import { PriceProgramme } from './price-programme.js';
import { type PriceBounds, PriceSweep } from './price-sweep.js';

/**
 * The ends of the prices of all classes. Where conditions tie two prices at most, sweeps find them; conditions
 * between more (limits that several ways share) are left to the solver, with those classes alone that the sweeps
 * leave a choice and that hang together with them.
 */
export class PriceEnds {
  private readonly sweep: PriceSweep;
  private readonly programme: PriceProgramme | undefined;

  constructor(classes: AffineClasses, solver: LpSolver) {
    this.sweep = new PriceSweep(classes.count, classes.links);
    if (classes.conditions.length > 0) this.programme = new PriceProgramme(classes, solver);
  }

  least(bounds: PriceBounds): Float64Array {
    const { programme, sweep } = this;
    const prices = sweep.least(bounds);
    return programme?.least(this.within(bounds), prices) ?? prices;
  }

  greatest(bounds: PriceBounds): Float64Array {
    const { programme, sweep } = this;
    const prices = sweep.greatest(bounds);
    return programme?.greatest(this.within(bounds), prices) ?? prices;
  }

  settled(bounds: PriceBounds, topless: Uint8Array): Float64Array {
    const { programme, sweep } = this;
    const prices = sweep.settled(bounds, topless);
    return programme?.settled(this.within(bounds), topless, prices) ?? prices;
  }

  /** As near as links let prices come to their bounds. */
  private within(bounds: PriceBounds): PriceBounds {
    return { lower: this.sweep.least(bounds), upper: this.sweep.greatest(bounds) };
  }
}
