import { type DynamicModule, Module } from '@nestjs/common';
import { APP_GUARD, DiscoveryModule } from '@nestjs/core';
import { AccessGuard } from './access.guard.js';
import { Authenticator } from './authenticator.js';
import { ApiKeysController } from './keys/api-keys.controller.js';
import { ApiKeys } from './keys/api-keys.js';
import { FIRST_KEY, FirstKey } from './keys/first-key.js';
import { MarketTenants } from './market-tenants.js';
import { BearerTokens } from './oidc/bearer-tokens.js';
import type { OidcSettings } from './oidc/oidc-settings.js';
import { Routes } from './routes.js';
import { SessionsController } from './sessions.controller.js';
import { PUBLIC_MARKETS, Visitors } from './visitors.js';

export interface IdentityOptions {
  /** Whose tokens are taken beside our own keys. */
  readonly oidc?: OidcSettings | undefined;
  /** Text of the key that an operator begins with. */
  readonly firstKey?: string | undefined;
  /** Markets that everybody may read. */
  readonly publicMarkets?: readonly string[] | undefined;
}

/** Every request of the process is let through by the policy, or refused. */
@Module({})
export class IdentityModule {
  static forRoot({ firstKey, oidc, publicMarkets = [] }: IdentityOptions): DynamicModule {
    return {
      module: IdentityModule,
      imports: [DiscoveryModule],
      controllers: [ApiKeysController, SessionsController],
      providers: [
        ApiKeys,
        Authenticator,
        MarketTenants,
        Visitors,
        FirstKey,
        Routes,
        { provide: FIRST_KEY, useValue: firstKey },
        { provide: PUBLIC_MARKETS, useValue: publicMarkets },
        { provide: APP_GUARD, useClass: AccessGuard },
        ...(oidc ? [{ provide: BearerTokens, useFactory: () => new BearerTokens(oidc) }] : []),
      ],
      exports: [ApiKeys],
    };
  }
}
