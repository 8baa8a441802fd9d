import { Inject, Injectable } from '@nestjs/common';
import { identifier } from '@trueque/contracts';
import { EVENT_STORE, type EventStore } from '@trueque/event-store';
import { LRUCache } from 'lru-cache';
import type { VisibleMarkets } from './domain/access.js';
import { tenantOf } from './domain/grant.js';

const KNOWN_MAX = 10_000;

/** Whose market it is: of the tenant whose operator opened it. That never changes, so it is read once. */
@Injectable()
export class MarketTenants {
  private readonly known = new LRUCache<string, string>({ max: KNOWN_MAX });

  constructor(@Inject(EVENT_STORE) private readonly store: EventStore) {}

  /** Undefined where there is no such market. */
  async of(marketId: string): Promise<string | undefined> {
    const known = this.known.get(marketId);
    if (known !== undefined) return known;
    // What cannot be a name is not looked for: a log takes no such text.
    if (!identifier.safeParse(marketId).success) return undefined;
    for await (const { actor } of this.store.readStream(marketId, `market-${marketId}`)) {
      const tenant = tenantOf(actor);
      this.known.set(marketId, tenant);
      return tenant;
    }
    return undefined;
  }

  /** Whether somebody may be told of a market; where nobody has to say who they are, everybody may. */
  async isVisible(marketId: string, visible: VisibleMarkets | undefined): Promise<boolean> {
    if (visible === undefined) return true;
    const isNamed = visible.marketIds?.includes(marketId) ?? true;
    return isNamed && (await this.of(marketId)) === visible.tenant;
  }
}
