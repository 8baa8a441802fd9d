import { copied, flags, floats, indices, wholeZeros, zeros } from '@trueque/kernel';
import { NotProven } from './not-proven.js';
import type { PriceLinks } from './affine-classes.js';

/** Bounds of prices; those that have met do not move. */
export interface PriceBounds {
  readonly lower: Float64Array;
  readonly upper: Float64Array;
}

/**
 * The least and the greatest prices under bounds and links (Bellman and Ford): starting from the bounds, a
 * link that does not hold moves the price it bounds, no further than it must, until all hold.
 */
export class PriceSweep {
  private readonly rising: Links;
  /** The same links read backwards, for prices with the opposite sign. */
  private readonly falling: Links;

  constructor(
    private readonly count: number,
    { from, gain, loss, to }: PriceLinks,
  ) {
    this.rising = linksByFrom(count, { from, to, gain, loss });
    this.falling = linksByFrom(count, {
      from: to,
      to: from,
      gain: gain.map((each) => 1 / each),
      loss: loss.map((each, index) => each / gain[index]!),
    });
  }

  least({ lower, upper }: PriceBounds): Float64Array {
    return this.raised(this.rising, lower, upper);
  }

  greatest({ lower, upper }: PriceBounds): Float64Array {
    return opposite(this.raised(this.falling, opposite(upper), opposite(lower)));
  }

  /**
   * Prices that nothing bounds from above stand at their least, all others at their greatest, and these come
   * first: what the next kWh would cost somewhere comes before what bounds it from nowhere.
   */
  settled(bounds: PriceBounds, topless: Uint8Array): Float64Array {
    const most = this.greatest(bounds);
    const pinned = (bound: Float64Array) =>
      floats(bound.length, (index) => (topless[index] === 1 ? bound[index]! : most[index]!));
    return this.least({ lower: pinned(bounds.lower), upper: pinned(bounds.upper) });
  }

  private raised(links: Links, from: Float64Array, ceiling: Float64Array): Float64Array {
    const prices = copied(from);
    const waiting = new Waiting(this.count);
    let steps = STEPS_MAX * (this.count + links.to.length);
    for (let at = waiting.take(); at !== undefined; at = waiting.take()) {
      for (let link = links.starts[at]!; link < links.starts[at + 1]!; link++) {
        const to = links.to[link]!;
        const wanted = links.gain[link]! * prices[at]! - links.loss[link]!;
        const most = Math.min(wanted, ceiling[to]!);
        if (wanted > ceiling[to]! + missOf(ceiling[to]!)) throw new NotProven(CONTRADICTION);
        if (most <= prices[to]! + SAME * (1 + Math.abs(prices[to]!))) continue;
        prices[to] = most;
        waiting.add(to);
      }
      steps -= 1;
      if (steps < 0) throw new NotProven(CONTRADICTION);
    }
    return prices;
  }
}

/** Beside 1, what rounding leaves of equal prices, and what a condition may be missed by. */
const SAME = 1e-14;
const MISSED = 1e-9;
const STEPS_MAX = 1000;
const CONTRADICTION = 'no prices obey every condition of the optimum';

const missOf = (price: number): number => MISSED * (1 + Math.abs(price));

const opposite = (prices: Float64Array): Float64Array =>
  floats(prices.length, (index) => -prices[index]!);

interface Links {
  /** Links from class i are `starts[i]` … `starts[i + 1] − 1`. */
  readonly starts: Int32Array;
  readonly to: Int32Array;
  readonly gain: Float64Array;
  readonly loss: Float64Array;
}

const linksByFrom = (count: number, { from, gain, loss, to }: PriceLinks): Links => {
  const starts = wholeZeros(count + 1);
  for (const index of from) starts[index + 1]! += 1;
  for (let index = 0; index < count; index++) starts[index + 1]! += starts[index]!;
  const next = starts.slice(0, count);
  const size = from.length;
  const links = {
    starts,
    to: wholeZeros(size),
    gain: zeros(size),
    loss: zeros(size),
  };
  from.forEach((index, link) => {
    const place = next[index]!++;
    links.to[place] = to[link]!;
    links.gain[place] = gain[link]!;
    links.loss[place] = loss[link]!;
  });
  return links;
};

/** Classes whose links are to be looked at, each once, first come first served; at first all of them. */
class Waiting {
  private readonly ring: Int32Array;
  private readonly isIn: Uint8Array;
  private first = 0;
  private size: number;

  constructor(count: number) {
    this.ring = indices(count);
    this.isIn = flags(count).fill(1);
    this.size = count;
  }

  take(): number | undefined {
    if (this.size === 0) return undefined;
    const index = this.ring[this.first]!;
    this.first = (this.first + 1) % this.ring.length;
    this.size -= 1;
    this.isIn[index] = 0;
    return index;
  }

  add(index: number): void {
    if (this.isIn[index] === 1) return;
    this.isIn[index] = 1;
    this.ring[(this.first + this.size) % this.ring.length] = index;
    this.size += 1;
  }
}
