import type { Charge } from '@trueque/contracts';
import { plus, type Sum } from './book.js';

/**
 * Energy of one day at one meter. A kWh is in one flow where it is taken and in one where it is given,
 * and in no other: what a peer bought and did not take, or sold and did not give, is in none.
 */
export interface Flow {
  readonly side: 'taken' | 'given';
  /** Whom it was exchanged with; what came by a contract is shared too. */
  readonly with: 'neighbours' | 'contract' | 'grid';
  readonly energyWh: number;
  /** The account that earned the cost of the link already, in the price of the trade. */
  readonly paidTo?: string | undefined;
}

/** What charges of one day are taken of. */
export interface Chargeable {
  readonly flows: readonly Flow[];
  readonly peakW: number;
  /** Lines so far, by code; a percentage is taken of them, of charges too. */
  readonly sums: ReadonlyMap<string, Sum>;
}

/** A charge in money, from the side of who bears it; the beneficiary gets the same. */
export interface Charged {
  readonly charge: Charge;
  readonly sum: Sum;
}

/**
 * What a day is charged, in the order of the rules, so that a percentage may be of a charge before
 * it. All amounts are of one day: over any window they add up.
 */
export const chargesOf = (
  charges: readonly Charge[],
  day: string,
  chargeable: Chargeable,
): readonly Charged[] => {
  const sums = new Map(chargeable.sums);
  return charges.flatMap((charge) => {
    const sum = chargedSum(charge, rateOf(charge, day), { ...chargeable, sums });
    if (sum.amountNanos === 0n) return [];
    sums.set(charge.code, plus(sums.get(charge.code), sum));
    return [{ charge, sum }];
  });
};

/** A charge that does not count energy is borne by who takes or gives any. */
export const bearersOf =
  ({ flows }: Pick<Chargeable, 'flows'>) =>
  ({ bearer }: Charge): boolean => {
    const moves = (side: Flow['side']) =>
      flows.some((flow) => flow.side === side && flow.energyWh > 0);
    if (bearer === 'consumer') return moves('taken');
    if (bearer === 'producer') return moves('given');
    return bearer === 'peer';
  };

/** The rate that holds when the day begins; nothing before the first. */
const rateOf = ({ rates }: Charge, day: string): number =>
  rates
    .filter(({ validFrom }) => Date.parse(validFrom) <= Date.parse(day))
    .toSorted((a, b) => Date.parse(a.validFrom) - Date.parse(b.validFrom))
    .at(-1)?.rateMicros ?? 0;

const chargedSum = (charge: Charge, rateMicros: number, chargeable: Chargeable): Sum => {
  switch (charge.basis) {
    case 'shared-kwh':
    case 'grid-kwh':
    case 'contract-kwh': {
      const energyWh = chargedWh(charge, chargeable.flows);
      return { energyWh, amountNanos: -BigInt(energyWh) * BigInt(rateMicros) };
    }
    case 'kw':
      return moneyOnly(-BigInt(chargeable.peakW) * BigInt(rateMicros));
    case 'per-day':
      return moneyOnly(-BigInt(rateMicros) * 1_000n);
    case 'percent-of-lines':
      return moneyOnly(percentOf(charge.of ?? [], rateMicros, chargeable.sums));
  }
};

const COUNTED: Readonly<Record<string, readonly Flow['with'][]>> = {
  'shared-kwh': ['neighbours', 'contract'],
  'grid-kwh': ['grid'],
  'contract-kwh': ['contract'],
};

/** A community bears what its members take; who bears as a peer, what it takes and what it gives. */
const SIDES: Readonly<Record<Charge['bearer'], readonly Flow['side'][]>> = {
  ...{ consumer: ['taken'], community: ['taken'], producer: ['given'], peer: ['taken', 'given'] },
};

/** A network that earned the cost of the link of a kWh is not paid for the same kWh again. */
const chargedWh = ({ basis, bearer, beneficiary }: Charge, flows: readonly Flow[]): number =>
  flows
    .filter(({ side, paidTo }) => SIDES[bearer].includes(side) && paidTo !== beneficiary)
    .filter((flow) => COUNTED[basis]?.includes(flow.with))
    .reduce((sum, { energyWh }) => sum + energyWh, 0);

/** Rounded once, half away from zero, to 10⁻⁹ currency; the beneficiary gets the rounded amount. */
const percentOf = (
  codes: readonly string[],
  ppm: number,
  sums: ReadonlyMap<string, Sum>,
): bigint => {
  const base = codes.reduce((all, code) => all + (sums.get(code)?.amountNanos ?? 0n), 0n);
  const product = base * BigInt(ppm);
  return (product + (product < 0n ? -500_000n : 500_000n)) / 1_000_000n;
};

const moneyOnly = (amountNanos: bigint): Sum => ({ energyWh: 0, amountNanos });
