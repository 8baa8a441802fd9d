import type { RulePack } from '@trueque/contracts';
import { fold } from '@trueque/kernel';
import fc from 'fast-check';
import { charge } from '../../testing/charge.js';
import { communityDays, rulePacks } from '../../testing/community-day.js';
import { type CommunityDay, digestOfDay } from '../sharing/community-day.js';
import { periodsOfMember, settleDay } from '../sharing/settle-day.js';
import { billing, bookedBooks, type SettleWindow, type WindowEvent } from './billing.decider.js';
import { type Books, booksOf, combined } from './book.js';
import { booksOfDay } from './day-books.js';

const DAYS = 28;
const charges: RulePack['charges'] = [
  charge({}),
  charge({ code: 'standing', basis: 'per-day', bearer: 'peer', beneficiary: 'levy:standing' }),
  charge({ code: 'vat', basis: 'percent-of-lines', of: ['fee', 'grid-purchase'], bearer: 'peer' }),
];

const dateOf = (day: number): string => `2026-02-${String(day + 1).padStart(2, '0')}`;

/** A month of a community under one pack, a corrected day of it, and an order to hear of days in. */
const months = fc.record({
  days: fc
    .array(communityDays, { minLength: DAYS, maxLength: DAYS })
    .map((days) => days.map((day, index) => ({ ...day, date: dateOf(index) }))),
  pack: rulePacks.map((pack) => ({ ...pack, charges })),
  corrected: communityDays,
  at: fc.nat({ max: DAYS - 1 }),
  order: fc.shuffledSubarray(
    Array.from({ length: DAYS }, (_, index) => index),
    { minLength: DAYS },
  ),
});

const booksOfMonth = (days: readonly CommunityDay[], pack: RulePack): Books =>
  booksOf(days.map((day) => booksOfDay(settleDay(day, pack), pack)));

type Facts = Pick<SettleWindow['facts'], 'books' | 'touched' | 'basedOn'>;

const command = (
  kind: SettleWindow['kind'],
  days: readonly CommunityDay[],
  facts: Facts,
): SettleWindow => ({
  ...{ type: 'SettleWindow', marketId: 'harbour', from: '2026-02-01', to: '2026-03-01', kind },
  ...(kind === 'revision' ? { reasonCode: 'wrong-reading' as const } : {}),
  facts: {
    ...{ currency: 'EUR', minorDigits: 2, asOf: '2026-03-01T00:00:00Z', asOfPosition: 1 },
    ...{ rulePacks: [], auctions: [], taxCategories: {}, disputesUpheld: [] },
    days: days.map((day) => ({
      ...{ communityId: day.communityId, date: day.date },
      inputHash: digestOfDay(day),
    })),
    ...facts,
  },
});

const eventsOf = (order: SettleWindow, past: readonly WindowEvent[] = []): WindowEvent[] => {
  const decision = billing.decide(order, fold(billing, past));
  if (!decision.accepted) throw new Error(decision.detail);
  return [...past, ...decision.events];
};

const runsOf = (events: readonly WindowEvent[]) =>
  events.flatMap((event) => (event.type === 'WindowSettled' ? [event.data] : []));

const numRuns = process.env['TRUEQUE_LONG'] ? 1_000 : 25;

describe('a random month of a community', () => {
  it('balances in Wh in every period: what the grid brings and takes is what is left over', () =>
    fc.assert(
      fc.property(months, ({ days, pack }) => {
        const day = days[0] as CommunityDay;
        const isHourly = pack.key.kind === 'minimum-of-sums';
        for (let period = 0; period < day.periods && !isHourly; period += 1) {
          const lines = day.memberIds.flatMap((id) => periodsOfMember(day, pack, id));
          const sum = (code: string) =>
            lines
              .filter((line) => line.code === code && line.period === period)
              .reduce((all, { energyWh }) => all + energyWh, 0);
          const metered = (values: Float64Array) =>
            day.memberIds.reduce(
              (all, _, member) => all + (values[member * day.periods + period] ?? 0),
              0,
            );
          expect(sum('grid-purchase') - sum('grid-sale')).toBe(
            metered(day.takenWh) - metered(day.givenWh),
          );
          expect(sum('shared-purchase')).toBe(sum('shared-sale'));
        }
      }),
      { numRuns },
    ));

  it('books nothing that does not sum to zero, run by run', () =>
    fc.assert(
      fc.property(months, ({ days, pack }) => {
        const books = booksOfMonth(days, pack);
        const [run] = runsOf(eventsOf(command('final', days, { books, basedOn: null })));
        const sum = run?.entries.reduce((all, entry) => all + BigInt(entry.amountNanos), 0n);
        expect(sum).toBe(0n);
      }),
      { numRuns },
    ));

  it('has the same hash in whatever order its days are heard of', () =>
    fc.assert(
      fc.property(months, ({ days, pack, order }) => {
        const shuffled = order.map((index) => days[index] as CommunityDay);
        const [one, other] = [days, shuffled].map((each) => {
          const books = booksOfMonth(each, pack);
          return runsOf(eventsOf(command('final', days, { books, basedOn: null })))[0];
        });
        expect(other?.resultHash).toBe(one?.resultHash);
      }),
      { numRuns },
    ));

  it('comes to the same by a revision as from scratch, in hash, ledger and bills', () =>
    fc.assert(
      fc.property(months, ({ days, pack, corrected, at }) => {
        const first = eventsOf(
          command('final', days, { books: booksOfMonth(days, pack), basedOn: null }),
        );
        const news = { ...corrected, date: dateOf(at) };
        const after = days.map((day, index) => (index === at ? news : day));
        const [old, now] = [
          booksOfMonth([days[at] as CommunityDay], pack),
          booksOfMonth([news], pack),
        ];
        const state = fold(billing, first);
        const books = combined(combined(bookedBooks(state), old, -1), now);
        const touched = new Set([...old.keys(), ...now.keys()]);
        const basedOn = state.latest?.runId ?? null;
        const revised = eventsOf(command('revision', after, { books, touched, basedOn }), first);
        const scratch = eventsOf(
          command('final', after, { books: booksOfMonth(after, pack), basedOn: null }),
        );
        expect(runsOf(revised).at(-1)?.resultHash).toBe(runsOf(scratch).at(-1)?.resultHash);
        expect(standing(revised)).toEqual(standing(scratch));
      }),
      { numRuns },
    ));
});

/** What is on the books, and what every bill says. */
const standing = (events: readonly WindowEvent[]) => {
  const { ledger, bills } = fold(billing, events);
  return {
    ledger: ledger
      .map((sums) => sums.toObject())
      .filter((sums) => Object.keys(sums).length > 0)
      .toObject(),
    bills: bills.map(({ lines, totalMinor }) => ({ lines, totalMinor })).toObject(),
  };
};
