import type { RulePack } from '@trueque/contracts';
import { nanosOf } from '@trueque/kernel';
import { peerAccounts } from '../accounts.js';
import { balancingOf } from '../balancing.js';
import { periodsPerHourOf, type SettlementInput } from '../facts.js';
import type { Settlement } from '../settle.js';
import { QUALITIES } from '../sharing/community-day.js';
import { flowsOfAuction, peakWhOf } from './auction-flows.js';
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
      const sum = { energyWh: 0, amountNanos: BigInt(amountNanos) };
      return new Map([[account, { ...NO_BOOK, sums: new Map([[kind, sum]]) }]]);
    }),
  ]);
};

const statedBook = ({ auction }: SettlementInput, statement: Statement): AccountBook => ({
  ...NO_BOOK,
  sums: sumsOf(statement),
  values: QUALITIES.map((quality) => (quality === statement.quality ? auction.periods : 0)),
});

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
      if (gridIds.has(peerId)) continue;
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
