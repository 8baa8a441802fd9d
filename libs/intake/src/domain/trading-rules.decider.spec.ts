import type { TradingRules } from '@trueque/contracts';
import { given } from '@trueque/kernel/testing';
import { type SetTradingRules, tradingRulesOfMarket } from './trading-rules.decider.js';

const facts: SetTradingRules['facts'] = {
  at: '2030-01-01T00:00:00Z',
  market: { timeZone: 'Europe/Madrid', mtu: 'PT1H' },
  hasFallbackPrice: true,
};
const set = (rules: TradingRules, changes: Partial<SetTradingRules['facts']> = {}) =>
  ({
    ...{ type: 'SetTradingRules' as const, marketId: 'harbour', rules },
    facts: { ...facts, ...changes },
  }) as const;
const calendar = {
  delivery: 'local-day',
  opens: { daysBefore: 2, at: '08:00' },
  gate: { daysBefore: 1, at: '12:00' },
} as const;

describe('how a market is run', () => {
  it('is set as a whole, and the same again says nothing', () => {
    const rules = { calendar, priceLimits: { floor: 0.01, cap: 1 } };
    const said = { type: 'TradingRulesSet', data: { marketId: 'harbour', rules } } as const;
    given(tradingRulesOfMarket).when(set(rules)).then(said);
    given(tradingRulesOfMarket, said).when(set(rules)).thenNothing();
    given(tradingRulesOfMarket, said).when(set({})).thenAccepted();
  });

  it('is refused where it cannot be', () => {
    const refused = (rules: TradingRules, changes?: Partial<SetTradingRules['facts']>) =>
      given(tradingRulesOfMarket).when(set(rules, changes));
    refused({ calendar }, { market: null }).thenRejected('market-unknown');
    const late = { ...calendar, opens: { daysBefore: 1, at: '13:00' } };
    refused({ calendar: late }).thenRejected('calendar-invalid');
    refused({ priceLimits: { floor: 1, cap: 1 } }).thenRejected('price-limits-invalid');
    const cumulativePrice = { windowHours: 168, threshold: 50 };
    refused({ cumulativePrice }, { hasFallbackPrice: false }).thenRejected(
      'fallback-price-missing',
    );
    refused({ cumulativePrice }).thenAccepted();
  });
});
