import type { Charge } from '@trueque/contracts';
import { plus, type Sum } from './book.js';

/** What charges of one day are taken of. Energy in Wh, power in W. */
export interface Chargeable {
  readonly sharedPurchaseWh: number;
  readonly sharedSaleWh: number;
  readonly gridPurchaseWh: number;
  readonly gridSaleWh: number;
  readonly contractPurchaseWh: number;
  readonly contractSaleWh: number;
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

/** The rate that holds when the day begins; nothing before the first. */
const rateOf = ({ rates }: Charge, day: string): number =>
  rates
    .filter(({ validFrom }) => Date.parse(validFrom) <= Date.parse(day))
    .toSorted((a, b) => Date.parse(a.validFrom) - Date.parse(b.validFrom))
    .at(-1)?.rateMicros ?? 0;

const chargedSum = (charge: Charge, rateMicros: number, chargeable: Chargeable): Sum => {
  const ofEnergy = (purchaseWh: number, saleWh: number): Sum => {
    const energyWh = borneOf(charge.bearer, purchaseWh, saleWh);
    return { energyWh, amountNanos: -BigInt(energyWh) * BigInt(rateMicros) };
  };
  switch (charge.basis) {
    case 'shared-kwh':
      return ofEnergy(chargeable.sharedPurchaseWh, chargeable.sharedSaleWh);
    case 'grid-kwh':
      return ofEnergy(chargeable.gridPurchaseWh, chargeable.gridSaleWh);
    case 'contract-kwh':
      return ofEnergy(chargeable.contractPurchaseWh, chargeable.contractSaleWh);
    case 'kw':
      return moneyOnly(-BigInt(chargeable.peakW) * BigInt(rateMicros));
    case 'per-day':
      return moneyOnly(-BigInt(rateMicros) * 1_000n);
    case 'percent-of-lines':
      return moneyOnly(percentOf(charge.of ?? [], rateMicros, chargeable.sums));
  }
};

/** A community bears what its members take; nobody is charged the same kWh twice for it. */
const borneOf = (bearer: Charge['bearer'], purchaseWh: number, saleWh: number): number => {
  switch (bearer) {
    case 'consumer':
    case 'community':
      return purchaseWh;
    case 'producer':
      return saleWh;
    case 'peer':
      return purchaseWh + saleWh;
  }
};

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
