import type { EventStore } from '@trueque/event-store';
import type { DataSource } from 'typeorm';
import { decideAccess } from '../domain/access.js';
import { changes } from '../domain/rule.js';
import { MarketTenants } from '../market-tenants.js';
import { ApiKeys } from './api-keys.js';

/** Who an operator's key of this market belongs to, as events keep it; undefined for any other key. */
export const operatorOfKey = async (
  { dataSource, store }: { readonly dataSource: DataSource; readonly store: EventStore },
  marketId: string,
  key: string,
): Promise<string | undefined> => {
  const keys = new ApiKeys(dataSource, { nowMs: () => Date.now() });
  const principal = await keys.principalOf(key);
  if (principal === undefined) return undefined;
  const marketTenant = await new MarketTenants(store).of(marketId);
  const asked = { marketId, marketTenant, named: () => [] };
  const decision = decideAccess(principal, changes(), asked);
  return decision.status === 'granted' ? decision.actor : undefined;
};
