/** Whose tokens are taken, and where they say who somebody is. */
export interface OidcSettings {
  /** As the `iss` of its tokens; keys are found by its discovery document. */
  readonly issuer: string;
  /** Tokens for somebody else are not taken. */
  readonly audience: string;
  /** Claim with a list of grants, as API keys have them. */
  readonly grantsClaim: string;
  /** Claim with the tenant; tokens without it belong to the only tenant there is. */
  readonly tenantClaim: string;
}

/** Something in the environment that cannot be meant; the message says what is expected. */
export class IdentitySettingsError extends Error {
  override readonly name = 'IdentitySettingsError';
}

/** Reads `OIDC_ISSUER`, `OIDC_AUDIENCE`, `OIDC_GRANTS_CLAIM` and `OIDC_TENANT_CLAIM`; undefined without an issuer. */
export const oidcSettings = (
  env: Readonly<Record<string, string | undefined>>,
): OidcSettings | undefined => {
  const issuer = env['OIDC_ISSUER'];
  if (!issuer) return undefined;
  const audience = env['OIDC_AUDIENCE'];
  if (!URL.canParse(issuer) || !/^https?:/.test(issuer))
    throw new IdentitySettingsError(`OIDC_ISSUER must be a URL; it is ${issuer}.`);
  if (!audience)
    throw new IdentitySettingsError(
      'OIDC_AUDIENCE must name this installation, as tokens of OIDC_ISSUER do in their aud.',
    );
  return {
    issuer,
    audience,
    grantsClaim: env['OIDC_GRANTS_CLAIM'] || 'trueque_grants',
    tenantClaim: env['OIDC_TENANT_CLAIM'] || 'trueque_tenant',
  };
};
