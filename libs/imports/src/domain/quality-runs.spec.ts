import fc from 'fast-check';
import { partOfRuns, qualitiesOf, qualityRuns } from './quality-runs.js';

const qualities = fc.array(fc.constantFrom('MEASURED' as const, 'ESTIMATED' as const));

describe('runs of qualities', () => {
  it('say the same as the qualities one by one', () =>
    fc.assert(
      fc.property(qualities, (each) => {
        expect(qualitiesOf(qualityRuns(each))).toEqual(each);
      }),
    ));

  it('can be cut like these', () =>
    fc.assert(
      fc.property(qualities, fc.nat(12), fc.nat(12), (each, from, to) => {
        const part = partOfRuns(qualityRuns(each), from, to);
        expect(part).toEqual(qualityRuns(each.slice(from, to)));
      }),
    ));
});
