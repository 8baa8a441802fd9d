import { type Asked, decideAccess, visibleMarkets } from './access.js';
import { type Grant, parseGrant, type Principal } from './grant.js';
import {
  body,
  changes,
  everyoneReads,
  membersRead,
  param,
  query,
  reads,
  type Rule,
} from './rule.js';

const principal = (...grants: readonly string[]): Principal => ({
  id: 'k1',
  tenant: 'acme',
  grants: grants.map(parseGrant).filter((grant): grant is Grant => grant !== undefined),
});

const about = (names: Readonly<Record<string, readonly string[]>> = {}): Asked => ({
  marketId: 'harbour',
  marketTenant: 'acme',
  named: ({ name }) => names[name] ?? [],
});

const statements: Rule = reads({ manager: query('community'), peer: param('peerId') });
const schedules: Rule = reads({ manager: query('community'), peer: query('peer') });
const offers: Rule = changes({ peer: body('peerId'), manager: 'none' });

const decide = (rule: Rule, grant: string, asked: Asked) =>
  decideAccess(principal(grant), rule, asked);

describe('who may do what', () => {
  it.each([
    ['an operator reads anything of its markets', schedules, 'operator', about()],
    ['an auditor reads anything', statements, 'auditor', about({ peerId: ['P1'] })],
    ['an auditor of one market reads that one', schedules, 'auditor:harbour', about()],
    ['a peer reads its statement', statements, 'peer:harbour/P3', about({ peerId: ['P3'] })],
    ['a peer offers for itself', offers, 'peer:harbour/P3', about({ peerId: ['P3', 'P3'] })],
    ['a member reads what is the same for all', membersRead, 'peer:harbour/P3', about()],
  ])('grants it where %s', (_, rule, grant, asked) =>
    expect(decide(rule, grant, asked).status).toBe('granted'),
  );

  it.each([
    { who: 'auditor', rule: offers, asked: about() },
    { who: 'operator:valley', rule: schedules, asked: about() },
    { who: 'peer:valley/P3', rule: membersRead, asked: about() },
    { who: 'network-operator:harbour', rule: statements, asked: about() },
  ])('forbids $who what is not for them', ({ who, rule, asked }) =>
    expect(decide(rule, who, asked)).toMatchObject({ status: 'refused', reason: 'forbidden' }),
  );

  it.each([
    { what: 'asks for another', rule: statements, asked: about({ peerId: ['P1'] }) },
    { what: 'slips another into its batch', rule: offers, asked: about({ peerId: ['P3', 'P1'] }) },
    { what: 'offers for nobody', rule: offers, asked: about() },
  ])('refuses a peer that $what', ({ rule, asked }) =>
    expect(decide(rule, 'peer:harbour/P3', asked)).toMatchObject({
      status: 'refused',
      reason: 'not-yours',
    }),
  );

  it('narrows a list that names nobody to what the asker may see', () =>
    expect(decide(schedules, 'manager:harbour/almond-court', about())).toEqual({
      status: 'granted',
      actor: 'manager:almond-court',
      narrowed: { name: 'community', to: 'almond-court' },
    }));

  it('acts by the first grant that allows it', () => {
    const both = principal('peer:harbour/P3', 'operator:harbour');
    expect(decideAccess(both, schedules, about({ peer: ['P1'] }))).toEqual({
      status: 'granted',
      actor: 'operator:acme/k1',
    });
  });

  it('keeps what is about the whole tenant from whoever has a grant for one market', () => {
    const tenantWide: Asked = { named: () => [] };
    expect(decide(reads(), 'auditor:harbour', tenantWide)).toMatchObject({ reason: 'forbidden' });
    expect(decide(everyoneReads, 'auditor:harbour', tenantWide).status).toBe('granted');
    expect(decide(reads(), 'auditor', tenantWide).status).toBe('granted');
  });

  it('knows an account by the peer that it belongs to', () => {
    const bills = reads({ peer: param('account', 'peer:') });
    expect(decide(bills, 'peer:harbour/P3', about({ account: ['peer:P3'] })).status).toBe(
      'granted',
    );
    expect(decide(bills, 'peer:harbour/P3', about({ account: ['P3'] })).status).toBe('refused');
  });

  it("answers about another tenant's market as if it were not there", () => {
    const asked = { ...about(), marketTenant: 'rival' };
    expect(decide(schedules, 'operator', asked)).toEqual({
      status: 'refused',
      reason: 'market-unknown',
      detail: 'No market is called harbour. GET /markets lists those there are.',
    });
  });
});

describe('the markets that somebody may see', () => {
  it('are those of their grants, or all of the tenant', () => {
    expect(visibleMarkets(principal('peer:harbour/P3', 'auditor:valley'))).toEqual({
      tenant: 'acme',
      marketIds: ['harbour', 'valley'],
    });
    expect(visibleMarkets(principal('peer:harbour/P3', 'auditor'))).toEqual({ tenant: 'acme' });
    expect(visibleMarkets(principal())).toEqual({ tenant: 'acme', marketIds: [] });
  });
});
