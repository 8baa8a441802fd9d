import { rulePack } from '../../testing/community-day.js';
import { rules } from './rules.decider.js';

const adopted = (pack: ReturnType<typeof rulePack>) =>
  rules.decide(
    {
      ...{ type: 'AdoptRulePack', marketId: 'harbour', pack },
      facts: { currency: 'EUR', communityIds: ['C1'] },
    },
    rules.initial,
  );

describe('a pack with a ladder that has the step profile', () => {
  const ladder = { estimation: ['profile', 'zero'] } satisfies Partial<ReturnType<typeof rulePack>>;

  it('is refused where it has none', () =>
    expect(adopted(rulePack(ladder))).toMatchObject({ reason: 'profile-missing' }));

  it('is taken with it', () => {
    const pack = rulePack({ ...ladder, profile: Array.from({ length: 24 }, () => 1) });
    expect(adopted(pack)).toMatchObject({ events: [{ type: 'RulePackAdopted', data: { pack } }] });
  });
});
