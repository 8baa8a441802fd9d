import type { Charge } from '@trueque/contracts';
import { type AccountBook, type Books, booksOf, NO_BOOK, type Sum, totalOf } from './book.js';
import { bearersOf, type Chargeable, type Charged, chargesOf } from './charges.js';

/** A member of a community on one day: what is charged, and what would be if the grid alone served it. */
export interface ChargedMember {
  readonly peerId: string;
  readonly chargeable: Chargeable;
  readonly alone: Chargeable;
}

/** A community's day, and the charges that its rules put on it. */
export interface ChargedDay {
  readonly communityId: string;
  /** UTC; rates are those that hold then. */
  readonly start: string;
  readonly charges: readonly Charge[];
  readonly members: readonly ChargedMember[];
}

/**
 * The charges of a community's day on the accounts of who bears them and who gets them, and the
 * lines and charges of every member's day alone, as `aloneNanos`. All of it sums to zero.
 */
export const chargedBooks = (day: ChargedDay): Books =>
  booksOf([...day.members.map((member) => memberBooks(day, member)), communityBooks(day)]);

const memberBooks = ({ start, charges }: ChargedDay, member: ChargedMember): Books => {
  const { peerId, chargeable, alone } = member;
  const account = `peer:${peerId}`;
  const borne = (of: Chargeable) => chargesOf(charges.filter(bearersOf(of)), start, of);
  const aloneNanos =
    totalOf({ ...NO_BOOK, sums: alone.sums }) +
    borne(alone).reduce((total, { sum }) => total + sum.amountNanos, 0n);
  return booksOf([
    new Map([[account, { ...NO_BOOK, aloneNanos }]]),
    ...borne(chargeable).flatMap((charged) => chargeBooks(account, charged)),
  ]);
};

/** What the community bears itself, of all that its members moved. */
const communityBooks = ({ communityId, start, charges, members }: ChargedDay): Books => {
  const account = `community:${communityId}`;
  const chargeable: Chargeable = {
    flows: members.flatMap((member) => member.chargeable.flows),
    peakW: members.reduce((sum, member) => sum + member.chargeable.peakW, 0),
    sums: new Map(),
  };
  const own = charges.filter(({ bearer }) => bearer === 'community');
  return booksOf([
    ...chargesOf(own, start, chargeable).flatMap((charged) => chargeBooks(account, charged)),
  ]);
};

const chargeBooks = (bearer: string, { charge, sum }: Charged): Books[] => [
  new Map([[bearer, bookWith(charge.code, sum)]]),
  new Map([[charge.beneficiary, bookWith(charge.code, opposite(sum))]]),
];

const bookWith = (code: string, sum: Sum): AccountBook => ({
  ...NO_BOOK,
  sums: new Map([[code, sum]]),
});

const opposite = ({ energyWh, amountNanos }: Sum): Sum => ({ energyWh, amountNanos: -amountNanos });
