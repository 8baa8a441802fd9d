import type { Charge, RulePack } from '@trueque/contracts';
import type { MemberDay, SettledDay } from '../sharing/settle-day.js';
import { type AccountBook, type Books, booksOf, NO_BOOK, type Sum } from './book.js';
import { type Chargeable, type Charged, chargesOf } from './charges.js';

/**
 * A settled day as books: a member's lines and charges, and on the other side the grid supplier,
 * the beneficiaries and the community. They sum to zero.
 */
export const booksOfDay = (settled: SettledDay, pack: RulePack): Books => {
  const [ofCommunity, ofMembers] = split(pack.charges);
  const accounts = settled.members.map((member) => {
    const chargeable = chargeableOf(member, settled.periodsPerHour);
    const charges = chargesOf(ofMembers.filter(bearsIt(member)), settled.start, chargeable);
    return booksOf([
      new Map([[`peer:${member.peerId}`, memberBook(member, chargeable, charges)]]),
      aloneBooks(member, settled, ofMembers),
      ...charges.map(beneficiaryBook),
      new Map([[`grid:${pack.grid.supplierId}`, supplierBook(member)]]),
    ]);
  });
  return booksOf([...accounts, communityBooks(settled, ofCommunity)]);
};

const split = (charges: readonly Charge[]): readonly [Charge[], Charge[]] => [
  charges.filter(({ bearer }) => bearer === 'community'),
  charges.filter(({ bearer }) => bearer !== 'community'),
];

/** A charge that does not count energy is borne by who takes or gives any. */
const bearsIt =
  ({ moved }: MemberDay) =>
  ({ bearer }: Charge): boolean => {
    if (bearer === 'consumer') return moved['only-purchase'].energyWh > 0;
    if (bearer === 'producer') return moved['only-sale'].energyWh > 0;
    return true;
  };

const chargeableOf = ({ moved, peakWh }: MemberDay, periodsPerHour: number): Chargeable => ({
  sharedPurchaseWh: moved['shared-purchase'].energyWh,
  sharedSaleWh: moved['shared-sale'].energyWh,
  gridPurchaseWh: moved['grid-purchase'].energyWh,
  gridSaleWh: moved['grid-sale'].energyWh,
  ...{ contractPurchaseWh: 0, contractSaleWh: 0, peakW: peakWh * periodsPerHour },
  sums: energySums(moved),
});

const energySums = (moved: MemberDay['moved']): ReadonlyMap<string, Sum> =>
  new Map(
    (
      [
        ['shared-purchase', -1n],
        ['shared-sale', 1n],
        ['grid-purchase', -1n],
        ['grid-sale', 1n],
      ] as const
    ).flatMap(([code, sign]) => {
      const { energyWh, nanos } = moved[code];
      return energyWh === 0 ? [] : [[code, { energyWh, amountNanos: sign * nanos }] as const];
    }),
  );

const memberBook = (
  { values }: MemberDay,
  { sums }: Chargeable,
  charges: readonly Charged[],
): AccountBook => ({
  sums: new Map([...sums, ...charges.map(({ charge, sum }) => [charge.code, sum] as const)]),
  aloneNanos: 0n,
  values,
});

/** The bill of the same meter alone: all from the grid, with the charges that fall on that. */
const aloneBooks = (member: MemberDay, settled: SettledDay, charges: readonly Charge[]): Books => {
  const alone: MemberDay = {
    ...member,
    moved: {
      ...member.moved,
      'shared-purchase': { energyWh: 0, nanos: 0n },
      'shared-sale': { energyWh: 0, nanos: 0n },
      'grid-purchase': member.moved['only-purchase'],
      'grid-sale': member.moved['only-sale'],
    },
  };
  const chargeable = chargeableOf(alone, settled.periodsPerHour);
  const charged = chargesOf(charges.filter(bearsIt(alone)), settled.start, chargeable);
  const aloneNanos = [...chargeable.sums.values(), ...charged.map(({ sum }) => sum)].reduce(
    (total, { amountNanos }) => total + amountNanos,
    0n,
  );
  return new Map([[`peer:${member.peerId}`, { ...NO_BOOK, aloneNanos }]]);
};

const beneficiaryBook = ({ charge, sum }: Charged): Books =>
  new Map([[charge.beneficiary, bookWith(charge.code, opposite(sum))]]);

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

/** What the community bears itself, of all that its members moved. */
const communityBooks = (settled: SettledDay, charges: readonly Charge[]): Books => {
  const members = settled.members.map((member) => chargeableOf(member, settled.periodsPerHour));
  const sumOf = (pick: (chargeable: Chargeable) => number): number =>
    members.reduce((sum, chargeable) => sum + pick(chargeable), 0);
  const chargeable: Chargeable = {
    sharedPurchaseWh: sumOf((it) => it.sharedPurchaseWh),
    sharedSaleWh: sumOf((it) => it.sharedSaleWh),
    gridPurchaseWh: sumOf((it) => it.gridPurchaseWh),
    gridSaleWh: sumOf((it) => it.gridSaleWh),
    ...{ contractPurchaseWh: 0, contractSaleWh: 0, peakW: sumOf((it) => it.peakW) },
    sums: new Map(),
  };
  const charged = chargesOf(charges, settled.start, chargeable);
  return booksOf([
    new Map([[`community:${settled.communityId}`, NO_BOOK]]),
    ...charged.map(
      ({ charge, sum }): Books =>
        new Map([[`community:${settled.communityId}`, bookWith(charge.code, sum)]]),
    ),
    ...charged.map(beneficiaryBook),
  ]);
};

const bookWith = (code: string, sum: Sum): AccountBook => ({
  ...NO_BOOK,
  sums: new Map([[code, sum]]),
});

const opposite = ({ energyWh, amountNanos }: Sum): Sum => ({ energyWh, amountNanos: -amountNanos });
