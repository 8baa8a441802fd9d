import { guarded } from '@trueque/approvals';
import type { OperationReason, TradingRules } from '@trueque/contracts';
import type { EventStore, TransactOptions } from '@trueque/event-store';
import { market } from '../domain/market.decider.js';
import { tradingRulesOfMarket } from '../domain/trading-rules.decider.js';

/** Why something is changed, where it takes two people. */
export interface Why {
  readonly reasonCode?: OperationReason | undefined;
  readonly reason?: string | undefined;
}

/** Sets how the market of the partition is run, alone or by two people. */
export const setTradingRules = (
  store: EventStore,
  rules: TradingRules,
  why: Why,
  options: TransactOptions,
) => {
  const marketId = options.partition;
  const revision = async () =>
    (await store.load(tradingRulesOfMarket, marketId, marketId)).revision;
  const change = { action: 'trading-rules' as const, wanted: rules, revision, ...why };
  return guarded(store, change, options, () => setTradingRulesApproved(store, rules, options));
};

export const setTradingRulesApproved = async (
  store: EventStore,
  rules: TradingRules,
  options: TransactOptions,
) => {
  const { partition: marketId, occurredAt: at } = options;
  const { opened, fallbackPrice } = (await store.load(market, marketId, marketId)).state;
  const facts = { at, market: opened, hasFallbackPrice: fallbackPrice !== null };
  const command = { type: 'SetTradingRules' as const, marketId, rules, facts };
  return store.transact(tradingRulesOfMarket, marketId, command, options);
};

/** Sets the price of the main grid where communities are cleared alone; currency per kWh. */
export const setFallbackPrice = (
  store: EventStore,
  price: number,
  why: Why,
  options: TransactOptions,
) => {
  const marketId = options.partition;
  const revision = async () => (await store.load(market, marketId, marketId)).revision;
  const change = { action: 'fallback-price' as const, wanted: { price }, revision, ...why };
  return guarded(store, change, options, () => setFallbackPriceApproved(store, price, options));
};

export const setFallbackPriceApproved = (
  store: EventStore,
  price: number,
  options: TransactOptions,
) => {
  const marketId = options.partition;
  const setting = { marketId, price };
  return store.transact(market, marketId, { type: 'SetFallbackPrice', setting }, options);
};
