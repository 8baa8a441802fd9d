import { type Mtu, MTUS, periodStart } from '@trueque/kernel';

interface Horizon {
  readonly start: string;
  readonly mtu: string;
}

/** Start of each period of a delivery, by its index. Throws where the unit is none of the market's. */
export const periodStarts = ({ start, mtu }: Horizon): ((period: number) => string) => {
  const unit = MTUS.find((known) => known === mtu);
  if (unit === undefined) throw new RangeError(`no market time unit is called ${mtu}`);
  return (period) => periodStart(start, unit satisfies Mtu, period);
};
