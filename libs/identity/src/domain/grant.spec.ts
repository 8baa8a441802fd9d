import { actorOf, grantText, parseGrant, tenantOf } from './grant.js';

describe('a grant', () => {
  it.each([
    'operator',
    'operator:harbour',
    'auditor',
    'auditor:harbour',
    'network-operator:harbour',
    'manager:harbour/almond-court',
    'peer:harbour/P3',
  ])('reads %s and writes it the same', (text) => {
    const grant = parseGrant(text);
    expect(grant && grantText(grant)).toBe(text);
  });

  it.each([
    '',
    'king',
    'operator:',
    'operator:harbour/P3',
    'auditor:a/b/c',
    'network-operator',
    'network-operator:harbour/x',
    'manager:harbour',
    'peer',
    'peer:harbour/',
    'peer: harbour/P3',
  ])('does not read %j', (text) => expect(parseGrant(text)).toBeUndefined());
});

describe('who did it', () => {
  const principal = { id: 'k1', tenant: 'acme', grants: [] };

  it.each([
    ['peer:harbour/P3', 'peer:P3'],
    ['manager:harbour/almond-court', 'manager:almond-court'],
    ['operator', 'operator:acme/k1'],
  ])('is kept for %s as %s', (text, actor) => {
    const grant = parseGrant(text);
    expect(grant && actorOf(principal, grant)).toBe(actor);
  });

  it.each([
    ['operator:acme/k1', 'acme'],
    ['operator', 'local'],
    ['peer:acme/x', 'local'],
  ])('tells whose market %s opened: %s', (actor, tenant) => expect(tenantOf(actor)).toBe(tenant));
});
