import { createRemoteJWKSet, errors, jwtVerify, type JWTPayload } from 'jose';
import { type Grant, parseGrant, type Principal, TENANT_BY_DEFAULT } from '../domain/grant.js';
import type { OidcSettings } from './oidc-settings.js';

/** The identity provider does not answer: nobody can be recognised by a token for now. */
export class IssuerUnavailable extends Error {
  override readonly name = 'IssuerUnavailable';
}

const ANSWER_MS_MAX = 5_000;
const ALGORITHMS = ['RS256', 'PS256', 'ES256', 'ES384', 'EdDSA'];

/** Tokens of an OpenID Connect provider, checked by the keys that it publishes. */
export class BearerTokens {
  private keys: ReturnType<typeof createRemoteJWKSet> | undefined;

  constructor(private readonly settings: OidcSettings) {}

  /** Undefined for a token that is forged, expired or for somebody else. Throws `IssuerUnavailable`. */
  async principalOf(token: string): Promise<Principal | undefined> {
    const { audience, issuer } = this.settings;
    this.keys ??= await discoveredKeys(issuer);
    try {
      const options = { issuer, audience, algorithms: ALGORITHMS, requiredClaims: ['exp', 'sub'] };
      const { payload } = await jwtVerify(token, this.keys, options);
      return this.principal(payload);
    } catch (error) {
      if (isNotAccepted(error)) return undefined;
      throw new IssuerUnavailable(`${issuer} cannot be asked for its keys`, { cause: error });
    }
  }

  private principal(payload: JWTPayload): Principal {
    const { grantsClaim, tenantClaim } = this.settings;
    return {
      id: String(payload.sub),
      tenant: textOf(payload[tenantClaim]) ?? TENANT_BY_DEFAULT,
      grants: textsOf(payload[grantsClaim]).flatMap(grantOf),
    };
  }
}

const discoveredKeys = async (issuer: string) => {
  const url = `${issuer.replace(/\/$/, '')}/.well-known/openid-configuration`;
  try {
    const answer = await fetch(url, { signal: AbortSignal.timeout(ANSWER_MS_MAX) });
    const document: unknown = await answer.json();
    const keysUrl =
      typeof document === 'object' && document !== null && 'jwks_uri' in document
        ? String(document.jwks_uri)
        : '';
    return createRemoteJWKSet(new URL(keysUrl), { timeoutDuration: ANSWER_MS_MAX });
  } catch (error) {
    throw new IssuerUnavailable(`${url} does not answer as an OpenID Connect provider does`, {
      cause: error,
    });
  }
};

/** What is wrong with the token itself; the rest is wrong with the provider or the way to it. */
const isNotAccepted = (error: unknown): boolean =>
  error instanceof errors.JOSEError &&
  !(error instanceof errors.JWKSTimeout) &&
  error.code !== 'ERR_JOSE_GENERIC';

const textOf = (claim: unknown): string | undefined =>
  typeof claim === 'string' && claim !== '' ? claim : undefined;

const textsOf = (claim: unknown): readonly string[] => {
  if (typeof claim === 'string') return claim.split(' ');
  return Array.isArray(claim) ? claim.filter((each) => typeof each === 'string') : [];
};

const grantOf = (text: string): Grant[] => {
  const grant = parseGrant(text);
  return grant === undefined ? [] : [grant];
};
