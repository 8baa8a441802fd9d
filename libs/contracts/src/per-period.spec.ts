import fc from 'fast-check';
import { z } from 'zod';
import { amountPerPeriod, perPeriod } from './per-period.js';

const amount = z.number().nonnegative();
const glanced = amountPerPeriod(amount).optional().describe('an amount');
const judged = perPeriod(amount).optional().describe('an amount');

/** What an amount could be mistaken for. */
const odd = fc.constantFrom(
  -1,
  -0,
  0,
  Number.NaN,
  Infinity,
  -Infinity,
  '1',
  null,
  undefined,
  [1],
  {},
  5e-324,
);
const item = fc.oneof(fc.double(), fc.double({ min: 0, noNaN: true }), odd);

describe('a row of amounts', () => {
  it('is judged at a glance as by the schema', () =>
    fc.assert(
      fc.property(fc.oneof(item, fc.array(item)), (value) => {
        expect(glanced.safeParse(value)).toEqual(judged.safeParse(value));
      }),
    ));

  it('has no holes', () => expect(glanced.safeParse(new Array(2)).success).toBe(false));

  it('has the same JSON Schema', () =>
    expect(z.toJSONSchema(glanced)).toEqual(z.toJSONSchema(judged)));
});
