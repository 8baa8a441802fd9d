import type { TradingRules } from '@trueque/contracts';
import { accept, type Decider, type Decision, type Mtu, reject } from '@trueque/kernel';
import { calendarProblem } from './calendar.js';
import { type EventOf, sameContent } from './offers-event.js';

export type TradingRulesEvent = EventOf<'TradingRulesSet'>;

export interface SetTradingRules {
  readonly type: 'SetTradingRules';
  readonly marketId: string;
  readonly rules: TradingRules;
  readonly facts: {
    readonly at: string;
    /** Null where there is no such market. */
    readonly market: { readonly timeZone: string; readonly mtu: Mtu } | null;
    readonly hasFallbackPrice: boolean;
  };
}

export type TradingRulesRefusal =
  'market-unknown' | 'calendar-invalid' | 'price-limits-invalid' | 'fallback-price-missing';

/** How a market is run; one that said nothing closes its gates when it is told, without limits or reviews. */
export const tradingRulesOfMarket: Decider<
  SetTradingRules,
  TradingRules,
  TradingRulesEvent,
  TradingRulesRefusal
> = {
  category: 'trading-rules',
  initial: {},
  decide: ({ marketId, rules, facts }, before) => {
    if (!facts.market)
      return reject('market-unknown', `There is no market ${marketId}. Open it first.`);
    if (sameContent(rules, before)) return accept();
    return (
      calendarRefusal(rules, facts.market, facts.at) ??
      limitsRefusal(rules) ??
      fallbackRefusal(rules, facts.hasFallbackPrice) ??
      accept({ type: 'TradingRulesSet', data: { marketId, rules } })
    );
  },
  evolve: (_, { data }) => data.rules,
};

type RulesDecision = Decision<TradingRulesEvent, TradingRulesRefusal> | undefined;

const calendarRefusal = (
  { calendar }: TradingRules,
  market: NonNullable<SetTradingRules['facts']['market']>,
  at: string,
): RulesDecision => {
  const problem = calendar && calendarProblem(calendar, market, Date.parse(at));
  return problem === undefined ? undefined : reject('calendar-invalid', problem);
};

const limitsRefusal = ({ priceLimits = {} }: TradingRules): RulesDecision => {
  const { cap = Infinity, floor = 0 } = priceLimits;
  return floor < cap
    ? undefined
    : reject('price-limits-invalid', `The floor of ${floor} must be below the cap of ${cap}.`);
};

/** Administered pricing needs a price. */
const fallbackRefusal = (
  { cumulativePrice }: TradingRules,
  hasFallbackPrice: boolean,
): RulesDecision =>
  cumulativePrice && !hasFallbackPrice
    ? reject(
        'fallback-price-missing',
        'Above the cumulative price threshold the fallback price applies, and there is none. Set it first.',
      )
    : undefined;
