import type { RulePack } from '@trueque/contracts';
import type { EnergyCode, MemberDay, SettledDay } from '../sharing/settle-day.js';
import { type AccountBook, type Books, booksOf, NO_BOOK, type Sum } from './book.js';
import { chargedBooks } from './charged-books.js';
import type { Chargeable, Flow } from './charges.js';

/**
 * A settled day as books: a member's lines and charges, and on the other side the grid supplier,
 * the beneficiaries and the community. They sum to zero.
 */
export const booksOfDay = (settled: SettledDay, { grid, charges }: RulePack): Books => {
  const { communityId, start, members, periodsPerHour } = settled;
  return booksOf([
    new Map([[`community:${communityId}`, NO_BOOK]]),
    ...members.map((member): Books => new Map([[`peer:${member.peerId}`, memberBook(member)]])),
    ...members.map((member): Books => new Map([[`grid:${grid.supplierId}`, supplierBook(member)]])),
    chargedBooks({
      ...{ communityId, start, charges },
      members: members.map((member) => ({
        peerId: member.peerId,
        chargeable: chargeableOf(member, periodsPerHour),
        alone: aloneOf(member, periodsPerHour),
      })),
    }),
  ]);
};

const memberBook = ({ moved, values }: MemberDay): AccountBook => ({
  ...{ ...NO_BOOK, values },
  qualityWh: new Map(
    LINES.flatMap(([code]) =>
      moved[code].energyWh === 0 ? [] : [[code, moved[code].qualityWh] as const],
    ),
  ),
  sums: energySums({
    'shared-purchase': moved['shared-purchase'],
    'shared-sale': moved['shared-sale'],
    'grid-purchase': moved['grid-purchase'],
    'grid-sale': moved['grid-sale'],
  }),
});

/** What a member bought and fed in unused was taken nowhere, and given by another. */
const chargeableOf = ({ moved, peakWh }: MemberDay, periodsPerHour: number): Chargeable => {
  const wh = (code: EnergyCode): number => moved[code].energyWh;
  const flow = (side: Flow['side'], partner: Flow['with'], energyWh: number): Flow => ({
    ...{ side, with: partner, energyWh },
  });
  return {
    flows: [
      flow('taken', 'neighbours', wh('shared-purchase') - wh('shared-unused')),
      flow('taken', 'grid', wh('grid-purchase')),
      flow('given', 'neighbours', wh('shared-sale')),
      flow('given', 'grid', wh('grid-sale') - wh('shared-unused')),
    ],
    peakW: peakWh * periodsPerHour,
    sums: energySums(moved),
  };
};

/** The bill of the same meter alone: all from the grid, with the charges that fall on that. */
const aloneOf = ({ moved, peakWh }: MemberDay, periodsPerHour: number): Chargeable => ({
  flows: [
    { side: 'taken', with: 'grid', energyWh: moved['only-purchase'].energyWh },
    { side: 'given', with: 'grid', energyWh: moved['only-sale'].energyWh },
  ],
  peakW: peakWh * periodsPerHour,
  sums: energySums({ 'grid-purchase': moved['only-purchase'], 'grid-sale': moved['only-sale'] }),
});

const LINES = [
  ['shared-purchase', -1n],
  ['shared-sale', 1n],
  ['grid-purchase', -1n],
  ['grid-sale', 1n],
] as const;

const energySums = (moved: Partial<MemberDay['moved']>): ReadonlyMap<string, Sum> =>
  new Map(
    LINES.flatMap(([code, sign]) => {
      const { energyWh = 0, nanos = 0n } = moved[code] ?? {};
      return energyWh === 0 ? [] : [[code, { energyWh, amountNanos: sign * nanos }] as const];
    }),
  );

const supplierBook = ({ moved }: MemberDay): AccountBook => ({
  ...NO_BOOK,
  sums: new Map([
    ['grid-sale', creditOf(moved['grid-purchase'], 1n)],
    ['grid-purchase', creditOf(moved['grid-sale'], -1n)],
  ]),
});

const creditOf = ({ energyWh, nanos }: MemberDay['moved']['grid-sale'], sign: bigint): Sum => ({
  energyWh,
  amountNanos: sign * nanos,
});
