import { ApiProblem } from '../api/client';
import { isSignedIn, refusalOf, rightsOf, signInFault, type Who } from './rights';
import { sessionWords } from './words';

const { en, es } = sessionWords;
const who = (id: string, ...grants: string[]): Who => ({ id, tenant: 'local', grants });
const visitor = who('visitor', 'auditor:sierra-crest');
const problem = (status: number) => new ApiProblem(status, 'x', 'what the server says');

describe('who asks', () => {
  it.each([
    [undefined, false],
    [visitor, false],
    [who('0000000000000001', 'operator'), true],
  ])('is signed in or is not: %j', (asker, expected) => expect(isSignedIn(asker)).toBe(expected));

  it.each([
    [['operator'], 'operator', 'operador'],
    [['auditor:harbour'], 'auditor of harbour', 'auditor de harbour'],
    [['network-operator:h'], 'network operator of h', 'operador de red de h'],
    [
      ['manager:h/almond', 'peer:h/P3'],
      'manager almond in h, peer P3 in h',
      'gestor almond en h, par P3 en h',
    ],
    [['steward:h'], 'steward of h', 'steward de h'],
    [[], 'nothing', 'nada'],
  ])('may do what its grants %j say, in words', (grants, english, spanish) => {
    expect(rightsOf(who('k', ...grants), en)).toBe(english);
    expect(rightsOf(who('k', ...grants), es)).toBe(spanish);
  });
});

describe('a refusal', () => {
  it('sends a visitor to sign in, be it to look or to act', () => {
    expect(refusalOf(problem(401), undefined, en)).toEqual({
      ...{ title: 'Sign in to see this', signInHelps: true, isOutdated: true },
      text: en.neededText,
    });
    for (const status of [401, 403])
      expect(refusalOf(problem(status), visitor, en)).toMatchObject({
        ...{ title: 'Sign in to do this', signInHelps: true, isOutdated: false },
      });
  });

  it('tells whoever is signed in how far their key goes, and that another sign-in is no way on', () => {
    const refusal = refusalOf(problem(403), who('k', 'auditor:harbour'), en);
    expect(refusal).toMatchObject({ title: 'Not for you', signInHelps: false });
    expect(refusal?.text).toContain('Your key is for: auditor of harbour.');
  });

  it('tells whoever was signed in that their key holds no more', () =>
    expect(refusalOf(problem(401), who('k', 'operator'), en)?.text).toBe(en.outdatedText));

  it.each([problem(0), problem(404), problem(500), new Error('other')])('is not %s', (error) =>
    expect(refusalOf(error, visitor, en)).toBeUndefined(),
  );
});

describe('a key that is not taken', () => {
  it.each([
    [problem(401), en.refused],
    [problem(400), en.malformed],
    [problem(0), en.away],
    [problem(503), 'Signing in did not work: what the server says'],
    [new Error('odd'), 'Signing in did not work: Error: odd'],
  ])('says why: %s', (error, sentence) => expect(signInFault(error, en)).toBe(sentence));
});
