import type { RulePack } from '@trueque/contracts';
import type { EventStore, TransactOptions } from '@trueque/event-store';
import { rules } from '../domain/rules/rules.decider.js';
import { knownMarket } from './known-market.js';

/** Adopts a rule pack for the market of the partition, or says why not. */
export const adoptRulePack = async (
  store: EventStore,
  pack: RulePack,
  options: TransactOptions,
) => {
  const marketId = options.partition;
  const market = await knownMarket(store, marketId);
  const { currency = null, communityIds = [], peerIds = [] } = market ?? {};
  const facts = { currency, communityIds, peerIds };
  return store.transact(rules, marketId, { type: 'AdoptRulePack', marketId, pack, facts }, options);
};
