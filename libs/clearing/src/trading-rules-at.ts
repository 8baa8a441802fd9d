import { offersEvents, type TradingRules } from '@trueque/contracts';
import type { EventStore } from '@trueque/event-store';

/** How a market was run at a position of its log. */
export const tradingRulesAt = async (
  store: EventStore,
  marketId: string,
  position = Number.POSITIVE_INFINITY,
): Promise<TradingRules> => {
  let rules: TradingRules = {};
  for await (const event of store.readStream(marketId, `trading-rules-${marketId}`))
    if (event.position <= position)
      rules = offersEvents.TradingRulesSet.data.parse(event.data).rules;
  return rules;
};
