import type { RulePack } from '@trueque/contracts';
import fc from 'fast-check';
import type { CommunityDay } from '../domain/sharing/community-day.js';

/** What every member takes and gives per period, Wh: `{ c1: { takes: [3_000] } }`. */
export type MeterSketch = Readonly<
  Record<string, { readonly takes?: readonly number[]; readonly gives?: readonly number[] }>
>;

/** A day of hours from local midnight, as long as the longest series. */
export const communityDay = (members: MeterSketch, date = '2026-01-31'): CommunityDay => {
  const memberIds = Object.keys(members).toSorted();
  const lengths = Object.values(members).flatMap(({ takes, gives }) => [
    takes?.length ?? 0,
    gives?.length ?? 0,
  ]);
  const periods = Math.max(...lengths);
  const columns = (values: (id: string) => readonly number[] | undefined) =>
    Float64Array.from(
      memberIds.flatMap((id) => Array.from({ length: periods }, (_, at) => values(id)?.[at] ?? 0)),
    );
  return {
    ...{ communityId: 'C1', date, start: `${date}T00:00:00Z`, periods, periodsPerHour: 1 },
    hours: Array.from({ length: periods }, (_, period) => period % 24),
    memberIds,
    takenWh: columns((id) => members[id]?.takes),
    givenWh: columns((id) => members[id]?.gives),
    quality: new Uint8Array(memberIds.length * periods),
  };
};

/** A pack that shares at mid-market: the grid sells at 25 and buys at 5. */
export const rulePack = (changes: Partial<RulePack> = {}): RulePack => ({
  ...{ packId: 'neighbours', version: 1, currency: 'EUR', minorDigits: 2 },
  validFrom: '2020-01-01T00:00:00Z',
  key: { kind: 'dynamic' },
  sharedPrice: { rule: 'mid-market' },
  grid: {
    supplierId: 'G',
    importPriceMicrosPerKwh: 25_000_000,
    feedInPriceMicrosPerKwh: 5_000_000,
  },
  charges: [],
  estimation: ['same-day-last-week', 'average-of-four-weeks', 'zero'],
  ...changes,
});

const MEMBERS = ['a', 'b', 'c', 'd'];
const price = fc.integer({ min: -500_000, max: 5_000_000 });
const ppms = fc
  .array(fc.nat({ max: 250_000 }), { minLength: 4, maxLength: 4 })
  .map((values) => MEMBERS.map((peerId, index) => ({ peerId, sharePpm: values[index] ?? 0 })));

const keys: fc.Arbitrary<RulePack['key']> = fc.oneof(
  fc.constant({ kind: 'dynamic' as const }),
  fc.constant({ kind: 'minimum-of-sums' as const }),
  fc.record({
    kind: fc.constant('static' as const),
    unusedShare: fc.constantFrom('member' as const, 'community' as const),
    shares: ppms,
  }),
  fc
    .shuffledSubarray(MEMBERS, { minLength: 1 })
    .map((group) => ({ kind: 'hierarchical' as const, groups: [group] })),
  fc.tuple(ppms, ppms, ppms, ppms).map((rows) => ({
    kind: 'matrix' as const,
    shares: rows.flatMap((row, index) =>
      row.map(({ peerId, sharePpm }) => ({
        ...{ producerId: MEMBERS[index] ?? 'a', consumerId: peerId, sharePpm },
      })),
    ),
  })),
);

const rules: fc.Arbitrary<RulePack['sharedPrice']> = fc.oneof(
  fc.constantFrom(
    { rule: 'mid-market' as const },
    { rule: 'supply-demand-ratio' as const },
    { rule: 'bill-sharing' as const },
  ),
  fc.record({ rule: fc.constant('fixed' as const), priceMicrosPerKwh: price }),
);

/** Any key with any price rule, and grid prices that may be anything. */
export const rulePacks: fc.Arbitrary<RulePack> = fc
  .record({
    key: keys,
    sharedPrice: rules,
    grid: fc.record({
      supplierId: fc.constant('G'),
      importPriceMicrosPerKwh: price,
      feedInPriceMicrosPerKwh: price,
    }),
  })
  .map((changes) => rulePack(changes));

const energy = fc.nat({ max: 1_000_000 });

/** A day of four members and three hours. */
export const communityDays: fc.Arbitrary<CommunityDay> = fc
  .array(fc.tuple(...Array.from({ length: 6 }, () => energy)), { minLength: 4, maxLength: 4 })
  .map((rows) =>
    communityDay(
      Object.fromEntries(
        rows.map((row, index) => [
          MEMBERS[index] ?? 'a',
          { takes: row.slice(0, 3), gives: row.slice(3) },
        ]),
      ),
    ),
  );
