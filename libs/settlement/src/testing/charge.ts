import type { Charge } from '@trueque/contracts';

/** 0.02 per shared kWh, from who takes it to the network of C1. */
export const charge = (changes: Partial<Charge>): Charge => ({
  ...{ code: 'fee', basis: 'shared-kwh', bearer: 'consumer', beneficiary: 'network:C1' },
  rates: [{ validFrom: '2020-01-01T00:00:00Z', rateMicros: 20_000 }],
  ...changes,
});
