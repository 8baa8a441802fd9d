import { Inject, Injectable } from '@nestjs/common';
import { type Grant, parseGrant, type Principal, TENANT_BY_DEFAULT } from './domain/grant.js';

/** Markets that everybody may read, without changing anything. */
export const PUBLIC_MARKETS = 'PublicMarkets';

/** Who shows no credential: nobody, unless some market is open to the public. */
@Injectable()
export class Visitors {
  readonly principal: Principal | undefined;

  constructor(@Inject(PUBLIC_MARKETS) marketIds: readonly string[]) {
    const grants = marketIds
      .map((marketId) => parseGrant(`auditor:${marketId}`))
      .filter((grant): grant is Grant => grant !== undefined);
    this.principal =
      grants.length === 0 ? undefined : { id: 'visitor', tenant: TENANT_BY_DEFAULT, grants };
  }
}
