import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { exportJWK, generateKeyPair, type JWTPayload, type KeyLike, SignJWT } from 'jose';
import { BearerTokens, IssuerUnavailable } from './bearer-tokens.js';
import { IdentitySettingsError, oidcSettings } from './oidc-settings.js';

/** An identity provider of our own: it publishes its keys and signs tokens, as any does. */
describe('tokens of an identity provider', () => {
  let provider: Server;
  let issuer: string;
  let key: KeyLike;
  let strangersKey: KeyLike;
  let tokens: BearerTokens;

  beforeAll(async () => {
    const pair = await generateKeyPair('ES256');
    key = pair.privateKey;
    strangersKey = (await generateKeyPair('ES256')).privateKey;
    const keys = [{ ...(await exportJWK(pair.publicKey)), kid: 'k1', alg: 'ES256', use: 'sig' }];
    provider = createServer((request, response) => {
      const isDiscovery = request.url === '/.well-known/openid-configuration';
      const document = isDiscovery ? { issuer, jwks_uri: `${issuer}/keys` } : { keys };
      response.setHeader('Content-Type', 'application/json').end(JSON.stringify(document));
    });
    await new Promise<void>((listening) => provider.listen(0, '127.0.0.1', listening));
    issuer = `http://127.0.0.1:${(provider.address() as AddressInfo).port}`;
    tokens = new BearerTokens(settings());
  });

  afterAll(() => {
    provider.closeAllConnections();
    return new Promise((closed) => provider.close(closed));
  });

  const settings = () => {
    const read = oidcSettings({ OIDC_ISSUER: issuer, OIDC_AUDIENCE: 'trueque' });
    if (read === undefined) throw new Error('there is an issuer');
    return read;
  };

  const signed = (claims: JWTPayload, { by = key, expires = '1h' } = {}) =>
    new SignJWT({ iss: issuer, aud: 'trueque', sub: 'ana', ...claims })
      .setProtectedHeader({ alg: 'ES256', kid: 'k1' })
      .setIssuedAt()
      .setExpirationTime(expires)
      .sign(by);

  it('say who somebody is, and what they may do', async () => {
    const claims = { trueque_tenant: 'acme', trueque_grants: ['peer:harbour/P3', 'king'] };
    expect(await tokens.principalOf(await signed(claims))).toEqual({
      id: 'ana',
      tenant: 'acme',
      grants: [{ role: 'peer', marketId: 'harbour', member: 'P3' }],
    });
  });

  it('may list grants in one text, and need no tenant', async () => {
    const claims = { trueque_grants: 'auditor:harbour operator:valley' };
    const principal = await tokens.principalOf(await signed(claims));
    expect(principal).toMatchObject({ tenant: 'local' });
    expect(principal?.grants).toHaveLength(2);
  });

  it('are not taken where they are forged, expired, or for somebody else', async () => {
    const refused = [
      await signed({}, { by: strangersKey }),
      await signed({}, { expires: '-1m' }),
      await signed({ aud: 'elsewhere' }),
      await signed({ iss: 'https://elsewhere.example' }),
      `${await signed({})}x`,
      'no token at all',
    ];
    for (const token of refused) expect(await tokens.principalOf(token)).toBeUndefined();
  });

  it('cannot be checked while the provider is away', async () => {
    const away = new BearerTokens({ ...settings(), issuer: 'http://127.0.0.1:1' });
    await expect(away.principalOf(await signed({}))).rejects.toThrow(IssuerUnavailable);
  });
});

describe('the settings of an identity provider', () => {
  it('are none where no issuer is named', () => expect(oidcSettings({})).toBeUndefined());

  it.each([
    [{ OIDC_ISSUER: 'keycloak' }, 'OIDC_ISSUER must be a URL; it is keycloak.'],
    [{ OIDC_ISSUER: 'https://id.example' }, 'OIDC_AUDIENCE must name'],
  ])('refuse %j', (env, message) => {
    expect(() => oidcSettings(env)).toThrow(IdentitySettingsError);
    expect(() => oidcSettings(env)).toThrow(message);
  });
});
