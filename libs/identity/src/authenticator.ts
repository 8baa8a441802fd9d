import { Inject, Injectable, Optional } from '@nestjs/common';
import type { Principal } from './domain/grant.js';
import { ApiKeys } from './keys/api-keys.js';
import { BearerTokens } from './oidc/bearer-tokens.js';

/** Recognises whoever shows an API key of ours or a token of the identity provider. */
@Injectable()
export class Authenticator {
  constructor(
    private readonly keys: ApiKeys,
    @Optional() @Inject(BearerTokens) private readonly tokens?: BearerTokens,
  ) {}

  /** Undefined for a credential that is not accepted. Throws `IssuerUnavailable`. */
  async principalOf(credential: string): Promise<Principal | undefined> {
    return credential.startsWith('tq_')
      ? this.keys.principalOf(credential)
      : this.tokens?.principalOf(credential);
  }
}
