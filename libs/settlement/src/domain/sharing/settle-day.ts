import type { RulePack } from '@trueque/contracts';
import { InvariantBroken } from '@trueque/kernel';
import {
  type CommunityDay,
  digestOfDay,
  gridPricesOf,
  inWholeHours,
  QUALITIES,
} from './community-day.js';
import { ExactTally } from './exact-tally.js';
import { shareEnergyBy, type SharedPeriod } from './shared-energy.js';
import { sharedPriceMicrosPerKwh } from './shared-price.js';

/**
 * What energy moves money for. `shared-unused` was bought, and is sold to the grid again: it is in
 * both; `only-…` is the bill of the same meter without a community.
 */
export const ENERGY_CODES = [
  'shared-purchase',
  'shared-sale',
  'shared-unused',
  'grid-purchase',
  'grid-sale',
  'only-purchase',
  'only-sale',
] as const;
export type EnergyCode = (typeof ENERGY_CODES)[number];

/** Energy and its value, 10⁻⁹ currency and never signed: the code says who pays. */
export interface Moved {
  readonly energyWh: number;
  readonly nanos: bigint;
  /** The energy by the quality of the readings behind it, in the order of `QUALITIES`. */
  readonly qualityWh: readonly number[];
}

/** One member's day in sums. */
export interface MemberDay {
  readonly peerId: string;
  readonly moved: Readonly<Record<EnergyCode, Moved>>;
  /** Of the period in which it took most. */
  readonly peakWh: number;
  /** Values by quality, in the order of `QUALITIES`. */
  readonly values: readonly number[];
}

export interface SettledDay {
  readonly communityId: string;
  readonly date: string;
  readonly start: string;
  readonly periodsPerHour: number;
  readonly packId: string;
  readonly packVersion: number;
  readonly inputHash: string;
  readonly members: readonly MemberDay[];
}

/** One period of one member: what a line of a statement is made of. */
export interface MemberPeriod {
  readonly period: number;
  readonly code: EnergyCode;
  readonly energyWh: number;
  readonly priceMicrosPerKwh: number;
}

interface PricedPeriod {
  readonly period: number;
  readonly priceMicrosPerKwh: number;
}

type Visit = (member: number, code: EnergyCode, energyWh: number, at: PricedPeriod) => void;

/**
 * Settles one community's day after metering: every period's generation is shared by the key, what
 * is shared is paid at the rule's price, and the rest is the grid's. Energy balances in every
 * period, in Wh, or nothing is settled.
 */
export const settleDay = (day: CommunityDay, pack: RulePack): SettledDay => {
  const tallies = new Map(ENERGY_CODES.map((code) => [code, new ExactTally(day.memberIds.length)]));
  const counted = asShared(day, pack);
  visitDay(counted, pack, (member, code, energyWh, { period, priceMicrosPerKwh }) => {
    const quality = counted.quality[member * counted.periods + period] ?? 0;
    tallies.get(code)?.add(member, energyWh, priceMicrosPerKwh, quality);
  });
  return {
    ...{ communityId: day.communityId, date: day.date, start: day.start },
    ...{ periodsPerHour: day.periodsPerHour, packId: pack.packId, packVersion: pack.version },
    inputHash: digestOfDay(day),
    members: day.memberIds.map((peerId, member) => memberDay(day, member, peerId, tallies)),
  };
};

/** How the day's lines of one member came about, period by period. */
export const periodsOfMember = (
  day: CommunityDay,
  pack: RulePack,
  peerId: string,
): readonly MemberPeriod[] => {
  const own = day.memberIds.indexOf(peerId);
  const periods: MemberPeriod[] = [];
  visitDay(asShared(day, pack), pack, (member, code, energyWh, at) => {
    if (member === own) periods.push({ ...at, code, energyWh });
  });
  return periods;
};

/** In the periods that the key shares by. */
const asShared = (day: CommunityDay, { key }: RulePack): CommunityDay =>
  key.kind === 'minimum-of-sums' ? inWholeHours(day) : day;

const visitDay = (day: CommunityDay, pack: RulePack, visit: Visit): void => {
  const share = shareEnergyBy(pack.key, day.memberIds);
  const importPrices = gridPricesOf(pack.grid.importPriceMicrosPerKwh, day);
  const feedInPrices = gridPricesOf(pack.grid.feedInPriceMicrosPerKwh, day);
  for (let period = 0; period < day.periods; period += 1) {
    const takenWh = columnOf(day.takenWh, day, period);
    const givenWh = columnOf(day.givenWh, day, period);
    const shared = share({ takenWh, givenWh });
    const scarcity = {
      ...{ surplusWh: totalOf(givenWh), demandWh: totalOf(takenWh) },
      importPriceMicrosPerKwh: importPrices[period] ?? 0,
      feedInPriceMicrosPerKwh: feedInPrices[period] ?? 0,
    };
    assertBalanced(day, period, { takenWh, givenWh, shared });
    const prices = {
      shared: sharedPriceMicrosPerKwh(pack.sharedPrice, scarcity),
      import: scarcity.importPriceMicrosPerKwh,
      feedIn: scarcity.feedInPriceMicrosPerKwh,
    };
    visitPeriod({ takenWh, givenWh, shared }, pricedAt(prices, period), visit);
  }
};

interface Prices<Price> {
  readonly shared: Price;
  readonly import: Price;
  readonly feedIn: Price;
}

const pricedAt = (prices: Prices<number>, period: number): Prices<PricedPeriod> => ({
  shared: { period, priceMicrosPerKwh: prices.shared },
  import: { period, priceMicrosPerKwh: prices.import },
  feedIn: { period, priceMicrosPerKwh: prices.feedIn },
});

interface Exchange {
  readonly takenWh: readonly number[];
  readonly givenWh: readonly number[];
  readonly shared: SharedPeriod;
}

const visitPeriod = (
  { takenWh, givenWh, shared }: Exchange,
  priced: Prices<PricedPeriod>,
  visit: Visit,
): void => {
  for (let member = 0; member < takenWh.length; member += 1) {
    const [taken, given] = [at(takenWh, member), at(givenWh, member)];
    const [bought, sold] = [at(shared.boughtWh, member), at(shared.soldWh, member)];
    const unused = at(shared.unusedWh, member);
    if (bought > 0) visit(member, 'shared-purchase', bought, priced.shared);
    if (sold > 0) visit(member, 'shared-sale', sold, priced.shared);
    if (unused > 0) visit(member, 'shared-unused', unused, priced.feedIn);
    if (taken > bought - unused) {
      visit(member, 'grid-purchase', taken - bought + unused, priced.import);
    }
    if (given + unused > sold) visit(member, 'grid-sale', given - sold + unused, priced.feedIn);
    if (taken > 0) visit(member, 'only-purchase', taken, priced.import);
    if (given > 0) visit(member, 'only-sale', given, priced.feedIn);
  }
};

/** What is bought is sold, nobody uses more than it took, nobody sells more than it gave. */
const assertBalanced = (day: CommunityDay, period: number, exchange: Exchange): void => {
  const { takenWh, givenWh, shared } = exchange;
  const place = `${day.communityId}, ${day.date}, period ${period}`;
  const [boughtWh, soldWh] = [totalOf(shared.boughtWh), totalOf(shared.soldWh)];
  if (boughtWh !== soldWh) {
    throw new InvariantBroken(`${place}: ${boughtWh} Wh bought of ${soldWh} Wh sold`);
  }
  for (let member = 0; member < takenWh.length; member += 1) {
    const usedWh = at(shared.boughtWh, member) - at(shared.unusedWh, member);
    const tooMuch = usedWh > at(takenWh, member) || at(shared.soldWh, member) > at(givenWh, member);
    if (!tooMuch) continue;
    throw new InvariantBroken(`${place}: ${day.memberIds[member]} shares more than it metered`);
  }
};

const memberDay = (
  day: CommunityDay,
  member: number,
  peerId: string,
  tallies: ReadonlyMap<EnergyCode, ExactTally>,
): MemberDay => {
  const movedBy = (code: EnergyCode): Moved => {
    const tally = tallies.get(code);
    return {
      energyWh: tally?.energyWh[member] ?? 0,
      nanos: tally?.nanosOf(member) ?? 0n,
      qualityWh: tally?.qualityWhOf(member) ?? [],
    };
  };
  const own = (values: Float64Array | Uint8Array) =>
    values.subarray(member * day.periods, (member + 1) * day.periods);
  const values = QUALITIES.map(() => 0);
  for (const quality of own(day.quality)) values[quality]! += 1;
  return {
    peerId,
    moved: {
      'shared-purchase': movedBy('shared-purchase'),
      'shared-sale': movedBy('shared-sale'),
      'shared-unused': movedBy('shared-unused'),
      'grid-purchase': movedBy('grid-purchase'),
      'grid-sale': movedBy('grid-sale'),
      'only-purchase': movedBy('only-purchase'),
      'only-sale': movedBy('only-sale'),
    },
    peakWh: Math.max(0, ...own(day.takenWh)),
    values,
  };
};

const columnOf = (values: Float64Array, day: CommunityDay, period: number): number[] =>
  day.memberIds.map((_, member) => values[member * day.periods + period] ?? 0);

const at = (values: readonly number[], member: number): number => values[member] ?? 0;

const totalOf = (values: readonly number[]): number => values.reduce((sum, wh) => sum + wh, 0);
