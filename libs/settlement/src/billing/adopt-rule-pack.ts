import { guarded } from '@trueque/approvals';
import type { OperationReason, RulePack } from '@trueque/contracts';
import type { EventStore, TransactOptions } from '@trueque/event-store';
import { rules } from '../domain/rules/rules.decider.js';
import { knownMarket } from './known-market.js';

/** Why something is changed, where it takes two people. */
export interface Why {
  readonly reasonCode?: OperationReason | undefined;
  readonly reason?: string | undefined;
}

/** Adopts a rule pack for the market of the partition, alone or by two people; or says why not. */
export const adoptRulePack = (
  store: EventStore,
  pack: RulePack,
  options: TransactOptions,
  why: Why = {},
) => {
  const revision = async () =>
    (await store.load(rules, options.partition, options.partition)).revision;
  return guarded(store, { action: 'rule-pack', wanted: pack, revision, ...why }, options, () =>
    adoptRulePackApproved(store, pack, options),
  );
};

export const adoptRulePackApproved = async (
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
