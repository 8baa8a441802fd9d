import type { SettlementDryRun } from '@trueque/contracts';
import type { EventStore, TransactOptions } from '@trueque/event-store';
import {
  type Billing,
  billing,
  type SettleWindow,
  type WindowFacts,
} from '../domain/billing/billing.decider.js';
import { dryRunOf } from '../domain/billing/dry-run.js';
import { type CommunityOf, summedDryRun } from '../domain/billing/dry-run-sums.js';
import { disputeCases } from '../domain/disputes/dispute-cases.decider.js';
import { datesBetween } from '../domain/metering/local-day.js';
import type { SettlementPool } from '../settlement-pool.js';
import { type KnownMarket, knownMarket } from './known-market.js';
import { packsInForce } from './packs-in-force.js';
import { positionAt } from './position-at.js';
import { readingsSince } from './readings-since.js';
import type { AskedWindow, RunOrder, RunOutcome } from './run-order.js';
import type { Window } from './window-auctions.js';
import { WindowComputation } from './window-facts.js';

/** A market as it was known at a position of its log. */
interface KnownAt extends KnownMarket {
  readonly position: number;
}

/** Runs settlements over windows of delivery: looks up, has it counted, and decides. */
export class WindowRuns {
  constructor(
    private readonly store: EventStore,
    private readonly pool: SettlementPool,
  ) {}

  /** Undefined where there is no such market. */
  async settle(order: RunOrder, options: TransactOptions): Promise<RunOutcome> {
    const { asOf = options.occurredAt, ...said } = order;
    const market = await this.known(order);
    if (market === undefined) return undefined;
    const facts = await this.factsOf(order, market, await this.billing(order), asOf);
    const command: SettleWindow = { type: 'SettleWindow', ...said, facts };
    return this.store.transact(billing, windowId(order), command, options);
  }

  /** Of the market's log, what a run over a window would rest on. */
  positionOf({ marketId, asOf }: AskedWindow): Promise<number> {
    return positionAt(this.store, marketId, asOf);
  }

  /** What another run would change, without making it; undefined where there is no such market. */
  async dryRun(
    asked: AskedWindow,
    now: string,
    position?: number,
  ): Promise<SettlementDryRun | undefined> {
    const market = await this.known(asked, position);
    if (market === undefined) return undefined;
    const state = await this.billing(asked);
    const facts = await this.factsOf(asked, market, state, asked.asOf ?? now);
    const since = state.latest?.asOfPosition ?? market.position;
    const span = { after: since, upTo: market.position };
    const readings = await readingsSince(this.store, market, asked, span);
    return summedDryRun(dryRunOf({ ...asked, facts }, state), readings, communityOf(market));
  }

  async billing(window: Window) {
    return (await this.standing(window)).state;
  }

  /** Counts the runs over a window. */
  async revision(window: Window): Promise<number> {
    return (await this.standing(window)).revision;
  }

  private standing(window: Window) {
    return this.store.load(billing, windowId(window), window.marketId);
  }

  private async known(asked: AskedWindow, at?: number): Promise<KnownAt | undefined> {
    const position = at ?? (await this.positionOf(asked));
    const market = await knownMarket(this.store, asked.marketId, position);
    return market && { ...market, position };
  }

  private async factsOf(
    order: AskedWindow & Partial<Pick<RunOrder, 'kind'>>,
    market: KnownAt,
    state: Billing,
    asOf: string,
  ): Promise<WindowFacts> {
    const { marketId, kind } = order;
    const { position } = market;
    const computation = new WindowComputation(this.store, this.pool, order);
    const computed =
      kind === 'final'
        ? await computation.fromScratch(market, position)
        : await computation.from(state, position, market);
    const { state: cases } = await this.store.load(disputeCases, marketId, marketId);
    return {
      ...computed,
      ...termsOf(market, order),
      ...{ asOf, asOfPosition: position, basedOn: state.latest?.runId ?? null },
      disputesUpheld: cases.cases
        .filter((it) => it.status === 'upheld')
        .keySeq()
        .toArray(),
    };
  }
}

/** By the names of accounts: `peer:home`, `community:C1`. */
const communityOf = ({ communityIds, membersOf }: KnownMarket): CommunityOf => {
  const accounts = new Map<string, string>();
  for (const communityId of communityIds) {
    accounts.set(`community:${communityId}`, communityId);
    for (const peerId of membersOf(communityId)) accounts.set(`peer:${peerId}`, communityId);
  }
  return (account) => accounts.get(account) ?? null;
};

/** Stream of a window's runs. */
export const windowId = ({ marketId, from, to }: Window): string => `${marketId}/${from}_${to}`;

const DEFAULT_MINOR_DIGITS = 2;

/** Of the packs that the window's days go by, and no other: the rules of others change nothing. */
const termsOf = (market: KnownMarket, window: Window) => {
  const packs = packsInForce(market, datesBetween(window.from, window.to));
  return {
    currency: market.currency,
    minorDigits: packs.at(-1)?.minorDigits ?? DEFAULT_MINOR_DIGITS,
    rulePacks: packs.map(({ packId, version }) => ({ packId, version })),
    taxCategories: Object.fromEntries(
      packs.flatMap(({ charges }) =>
        charges.flatMap(({ code, taxCategory }) =>
          taxCategory === undefined ? [] : [[code, taxCategory] as const],
        ),
      ),
    ),
  };
};
