import type { IdentityOptions } from './identity.module.js';
import { oidcSettings } from './oidc/oidc-settings.js';

/**
 * Reads `TRUEQUE_OPERATOR_KEY`, `TRUEQUE_PUBLIC_MARKETS` (ids with commas between them) and what begins
 * with `OIDC_`. Throws `IdentitySettingsError`.
 */
export const identitySettings = (
  env: Readonly<Record<string, string | undefined>>,
): IdentityOptions => ({
  firstKey: env['TRUEQUE_OPERATOR_KEY'] || undefined,
  publicMarkets: env['TRUEQUE_PUBLIC_MARKETS']
    ?.split(',')
    .map((id) => id.trim())
    .filter((id) => id !== ''),
  oidc: oidcSettings(env),
});
