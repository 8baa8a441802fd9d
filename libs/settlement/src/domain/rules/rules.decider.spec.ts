import { charge } from '../../testing/charge.js';
import { rulePack } from '../../testing/community-day.js';
import { rules } from './rules.decider.js';

const adopted = (pack: ReturnType<typeof rulePack>) =>
  rules.decide(
    {
      ...{ type: 'AdoptRulePack', marketId: 'harbour', pack },
      facts: { currency: 'EUR', communityIds: ['C1'], peerIds: ['home'] },
    },
    rules.initial,
  );

describe('a pack with a charge', () => {
  const charged = (beneficiary: string) =>
    adopted(rulePack({ charges: [charge({}), charge({ code: 'second', beneficiary })] }));

  it('is refused where a peer or community gets it that nobody knows, with the place', () => {
    for (const account of ['peer:nobody', 'community:C9']) {
      expect(charged(account)).toMatchObject({
        reason: 'account-unknown',
        detail: `/charges/1/beneficiary: there is no ${account} in the market.`,
      });
    }
  });

  it.each(['peer:home', 'community:C1', 'network:dso', 'tax:vat', 'levy:fund', 'grid:G'])(
    'is taken where %s gets it',
    (account) => expect(charged(account)).toMatchObject({ accepted: true }),
  );
});

describe('a pack with a key', () => {
  const share = (peerId: string) => ({ peerId, sharePpm: 1_000_000 });
  const keyed = (key: ReturnType<typeof rulePack>['key']) => adopted(rulePack({ key }));
  const matrix = (producerId: string, consumerId: string) =>
    keyed({ kind: 'matrix', shares: [{ producerId, consumerId, sharePpm: 1_000_000 }] });
  const unknown = {
    reason: 'account-unknown',
    detail: '/key: there is no peer nobody in the market.',
  };

  it('is refused where it shares with somebody whom nobody knows', () => {
    for (const answer of [
      keyed({ kind: 'static', shares: [share('nobody')], unusedShare: 'member' }),
      keyed({ kind: 'hierarchical', groups: [['home'], ['nobody']] }),
      matrix('home', 'nobody'),
      matrix('nobody', 'home'),
    ])
      expect(answer).toMatchObject(unknown);
  });

  it('is taken where it names members of the market', () => {
    for (const answer of [
      keyed({ kind: 'static', shares: [share('home')], unusedShare: 'member' }),
      matrix('home', 'home'),
    ])
      expect(answer).toMatchObject({ accepted: true });
  });
});

describe('a pack with a ladder that has the step profile', () => {
  const ladder = { estimation: ['profile', 'zero'] } satisfies Partial<ReturnType<typeof rulePack>>;

  it('is refused where it has none', () =>
    expect(adopted(rulePack(ladder))).toMatchObject({ reason: 'profile-missing' }));

  it('is taken with it', () => {
    const pack = rulePack({ ...ladder, profile: Array.from({ length: 24 }, () => 1) });
    expect(adopted(pack)).toMatchObject({ events: [{ type: 'RulePackAdopted', data: { pack } }] });
  });
});
