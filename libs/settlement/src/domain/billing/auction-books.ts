import type { RulePack } from '@trueque/contracts';
import { nanosOf } from '@trueque/kernel';
import { linkAccount, peerAccounts } from '../accounts.js';
import { balancingOf } from '../balancing.js';
import { originOf, periodsPerHourOf, type SettlementInput } from '../facts.js';
import type { Settlement } from '../settle.js';
import { QUALITIES } from '../sharing/community-day.js';
import { flowsOfAuction, peakWhOf } from './auction-flows.js';
import { isBilled } from './bills.js';
import { type AccountBook, type Books, booksOf, NO_BOOK, plus, type Sum } from './book.js';
import { chargedBooks, type ChargedMember } from './charged-books.js';
import type { Chargeable } from './charges.js';

/** An auction, settled. */
export interface SettledAuction {
  readonly input: SettlementInput;
  readonly settlement: Settlement;
}

/** What charges of a local day rest on. */
export interface AuctionDay {
  /** Start of the local day, UTC. */
  readonly start: string;
  /** The rules of each community on that day, where it has any. */
  readonly packs: ReadonlyMap<string, RulePack>;
}

type Statement = Settlement['statements'][number];

/**
 * The auctions whose delivery begins on a local day, as books. What the peers pay each other and the
 * grid is what their statements say; charges are taken once of the whole day, so that a charge per
 * day is one, and one per kW is for the highest period, however many auctions there were.
 */
export const booksOfAuctionDay = (auctions: readonly SettledAuction[], day: AuctionDay): Books =>
  booksOf([...auctions.map(statedBooks), ...chargesOfDay(auctions, day)]);

const statedBooks = ({ input, settlement: { run, statements } }: SettledAuction): Books => {
  const accountOf = peerAccounts(input.auction.grids);
  const stated = new Set(statements.map(({ peerId }) => accountOf(peerId)));
  const others = run.postings.filter(({ account }) => !stated.has(account));
  return booksOf([
    ...statements.map(
      (statement): Books => new Map([[accountOf(statement.peerId), statedBook(input, statement)]]),
    ),
    ...others.map(({ account, kind, amountNanos }): Books => {
      const isLink = kind === 'network';
      const energyWh = isLink ? sentOver(account, input) : 0;
      const sum = { energyWh, amountNanos: BigInt(amountNanos) };
      const code = isLink && isBilled(account) ? 'link-revenue' : kind;
      return new Map([[account, { ...NO_BOOK, sums: new Map([[code, sum]]) }]]);
    }),
  ]);
};

/** What was sent over the links that an account is paid for. */
const sentOver = (account: string, { auction }: SettlementInput): number =>
  auction.trades
    .filter((trade) => linkAccount(trade) === account)
    .flatMap(({ sentWh }) => sentWh)
    .reduce((sum, energyWh) => sum + energyWh, 0);

const statedBook = (input: SettlementInput, statement: Statement): AccountBook => ({
  ...NO_BOOK,
  sums: sumsOf(statement),
  values: valuesOf(input, statement),
  qualityWh: qualityWhOf(statement),
});

/** Periods by the quality of the reading; an owner of a link that was not in the auction has none. */
const valuesOf = (
  { auction, readings = [] }: SettlementInput,
  { peerId }: Statement,
): readonly number[] => {
  const reading = readings.find((each) => each.peerId === peerId);
  const isThere = reading || auction.peers.some((peer) => peer.peerId === peerId);
  const qualities = Array.from({ length: isThere ? auction.periods : 0 }, (_, period) =>
    reading ? originOf(reading, period).quality : 'missing',
  );
  return QUALITIES.map((quality) => qualities.filter((each) => each === quality).length);
};

const qualityWhOf = ({ lines }: Statement): AccountBook['qualityWh'] => {
  const codes = new Map<string, number[]>();
  for (const { kind, energyWh, quality } of lines) {
    if (quality === null) continue;
    const sums = codes.get(kind) ?? QUALITIES.map(() => 0);
    sums[QUALITIES.indexOf(quality)]! += energyWh;
    codes.set(kind, sums);
  }
  return codes;
};

const sumsOf = ({ lines }: Statement): ReadonlyMap<string, Sum> => {
  const sums = new Map<string, Sum>();
  for (const { kind, energyWh, amountNanos } of lines) {
    sums.set(kind, plus(sums.get(kind), { energyWh, amountNanos: BigInt(amountNanos) }));
  }
  return sums;
};

/** A peer's day, put together from its auctions. */
type MemberDay = ChargedMember & { readonly communityId: string };

const chargesOfDay = (
  auctions: readonly SettledAuction[],
  { start, packs }: AuctionDay,
): Books[] => {
  const communities = new Map<string, MemberDay[]>();
  for (const member of membersOf(auctions)) {
    const members = communities.get(member.communityId) ?? [];
    members.push(member);
    communities.set(member.communityId, members);
  }
  return [...communities].map(([communityId, members]) =>
    chargedBooks({
      ...{ communityId, start, members },
      charges: packs.get(communityId)?.charges ?? [],
    }),
  );
};

/** Every peer but the grid, which charges nobody to itself. */
const membersOf = (auctions: readonly SettledAuction[]): Iterable<MemberDay> => {
  const members = new Map<string, MemberDay>();
  for (const { input, settlement } of auctions) {
    const gridIds = new Set(input.auction.grids.map(({ peerId }) => peerId));
    for (const statement of settlement.statements) {
      const { peerId, communityId } = statement;
      if (gridIds.has(peerId) || isOwnerOnly(statement)) continue;
      const before = members.get(peerId);
      members.set(peerId, {
        ...{ peerId, communityId },
        chargeable: together(before?.chargeable, chargeableOf(input, statement)),
        alone: together(before?.alone, aloneOf(input, statement)),
      });
    }
  }
  return members.values();
};

/** Is paid for a link and took no part: nothing is charged to it. */
const isOwnerOnly = ({ lines }: Statement): boolean =>
  lines.length > 0 && lines.every(({ kind }) => kind === 'link-revenue');

const together = (before: Chargeable | undefined, added: Chargeable): Chargeable => {
  if (before === undefined) return added;
  const sums = new Map(before.sums);
  for (const [code, sum] of added.sums) sums.set(code, plus(sums.get(code), sum));
  return {
    flows: [...before.flows, ...added.flows],
    peakW: Math.max(before.peakW, added.peakW),
    sums,
  };
};

const chargeableOf = ({ auction }: SettlementInput, statement: Statement): Chargeable => ({
  flows: flowsOfAuction(auction, statement.lines),
  peakW: peakWhOf(statement.lines) * periodsPerHourOf(auction),
  sums: sumsOf(statement),
});

/** The peer's meter at the grid's prices, as if there were no market; what was cleared, without a meter. */
const aloneOf = (input: SettlementInput, { peerId, communityId }: Statement): Chargeable => {
  const { auction } = input;
  const { takenWh, givenWh } = meterOf(input, peerId);
  const balancing = balancingOf(auction);
  const of = (series: readonly number[], kind: 'deviation-short' | 'deviation-long') => {
    const sign = kind === 'deviation-short' ? -1n : 1n;
    return series.reduce<Sum>(
      (sum, energyWh, period) =>
        energyWh === 0
          ? sum
          : plus(sum, {
              energyWh,
              amountNanos: sign * nanosOf(energyWh, balancing.price(kind, communityId, period)),
            }),
      { energyWh: 0, amountNanos: 0n },
    );
  };
  const [purchase, sale] = [of(takenWh, 'deviation-short'), of(givenWh, 'deviation-long')];
  return {
    flows: [
      { side: 'taken', with: 'grid', energyWh: purchase.energyWh },
      { side: 'given', with: 'grid', energyWh: sale.energyWh },
    ],
    peakW: takenWh.reduce((most, wh) => Math.max(most, wh), 0) * periodsPerHourOf(auction),
    sums: new Map([
      ['grid-purchase', purchase],
      ['grid-sale', sale],
    ]),
  };
};

const meterOf = ({ auction, readings = [] }: SettlementInput, peerId: string) => {
  const metered = readings.find((reading) => reading.peerId === peerId);
  if (metered) return { takenWh: metered.importWh, givenWh: metered.exportWh };
  const cleared = auction.peers.find((peer) => peer.peerId === peerId);
  return { takenWh: cleared?.importsWh ?? [], givenWh: cleared?.exportsWh ?? [] };
};
