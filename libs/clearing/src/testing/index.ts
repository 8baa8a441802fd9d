import fc from 'fast-check';
import type { AuctionResult } from '../domain/auction-result.js';
import { clearing, type RecordResult } from '../domain/clearing.decider.js';
import { district, type DistrictCommand } from '../domain/division/district.decider.js';
import { division, type DivisionCommand } from '../domain/division/division.decider.js';
import { caseWith } from './case-with.js';

export { auctionResult } from '../domain/auction-result.js';
export { buyer, type CaseSketch, caseWith, seller } from './case-with.js';
export { chanceFrom, randomCase, shuffled } from './random-case.js';

const failure = (reason: 'book-empty' | 'infeasible'): AuctionResult => ({
  stops: [],
  status: 'failed',
  failed: { marketId: 'm', auctionId: 'a', reason, detail: reason, explanation: [] },
});

const commands: fc.Arbitrary<RecordResult> = fc
  .constantFrom('book-empty' as const, 'infeasible' as const)
  .map((reason) => ({ type: 'RecordResult', facts: failure(reason) }));

const ids = { marketId: 'm', auctionId: 'a' };
const numbers = fc.array(fc.integer({ min: -5, max: 5 }), { maxLength: 3 });
const district0 = { ...ids, district: 0 };

const divisionCommands: fc.Arbitrary<DivisionCommand> = fc.oneof(
  fc.integer({ min: 1, max: 3 }).map((districtsCount): DivisionCommand => ({
    type: 'DivideMarket',
    facts: { ...ids, districtsCount, gatePosition: 1 },
  })),
  fc
    .record({
      district: fc.nat({ max: 2 }),
      step: fc.constantFrom('curves' as const, 'dispatch' as const),
    })
    .map((done): DivisionCommand => ({ type: 'ReportDistrict', facts: { ...ids, ...done } })),
  numbers.map((hubPrices): DivisionCommand => ({ type: 'PriceHub', facts: { ...ids, hubPrices } })),
  fc.constant<DivisionCommand>({ type: 'GiveUpDivision', facts: { ...ids, reason: 'none' } }),
);

const districtCommands: fc.Arbitrary<DistrictCommand> = fc.oneof(
  fc.constant<DistrictCommand>({
    type: 'FormDistrict',
    facts: { ...district0, file: caseWith({ peers: [{ id: 'home' }] }) },
  }),
  numbers.map((slopes): DistrictCommand => ({
    type: 'DrawCurves',
    facts: {
      ...district0,
      communities: [{ communityId: 'A', curves: [{ fromKwh: 0, slopes, widthsKwh: slopes }] }],
    },
  })),
  numbers.map((hubPrices): DistrictCommand => ({
    type: 'TellHubPrice',
    facts: { ...district0, hubPrices },
  })),
  numbers.map((flowKwh): DistrictCommand => ({
    type: 'Dispatch',
    facts: { ...district0, communities: [{ communityId: 'A', flowKwh }] },
  })),
  fc.constant<DistrictCommand>({ type: 'StopDistrict', facts: { ...district0, reason: 'none' } }),
);

/** Every decider of this context with commands it may be given, for tests that hold for all. */
export const clearingDeciders = [
  { decider: clearing, commands },
  { decider: division, commands: divisionCommands },
  { decider: district, commands: districtCommands },
];
