/**
 * Energy outside the solver is a whole number of Wh, a price a whole number of 10⁻⁶ currency per
 * kWh, and so money a whole number of 10⁻⁹ currency: Wh × micros per kWh, with no division.
 */
export const whFromKwh = (energyKwh: number): number => roundHalfUp(energyKwh * 1000);

export const microsFromPrice = (pricePerKwh: number): number => roundHalfUp(pricePerKwh * 1e6);

/** 10⁻⁹ currency; a bigint, because a year of a utility exceeds 2⁵³ of them. */
export const nanosOf = (energyWh: number, priceMicrosPerKwh: number): bigint =>
  BigInt(energyWh) * BigInt(priceMicrosPerKwh);

/** Rounds to the nearest integer, halves up, with the noise of the last bits taken off first. */
export const roundHalfUp = (value: number): number => {
  const steadied = Math.round(value * 1024) / 1024;
  return Math.floor(steadied + 0.5) + 0;
};
