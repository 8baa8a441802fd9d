import type { ApprovalEvent, WantedChange } from '@trueque/contracts';
import { given } from '@trueque/kernel/testing';
import { type ApprovalCommand, approvals } from './approvals.decider.js';

const marketId = 'harbour';
const changeId = 'c1';
const why = { reasonCode: 'system-fault', reason: 'silent meters' } as const;
const wanted: WantedChange = { change: 'suspend', auctionId: 'monday' };
const [ana, ben] = ['operator:acme/ana', 'operator:acme/ben'];
const expiresAt = '2030-01-01T12:00:00Z';

const twoFor = (...actions: ('suspension' | 'four-eyes')[]): ApprovalEvent => ({
  type: 'FourEyesSet',
  data: { marketId, actions, expiresAfterMinutes: 240 },
});
const proposed: ApprovalEvent = {
  type: 'ChangeProposed',
  data: {
    ...{ marketId, changeId, action: 'suspension', wanted },
    ...why,
    proposedBy: ana,
    expiresAt,
  },
};
const approved: ApprovalEvent = {
  type: 'ChangeApproved',
  data: {
    ...{ marketId, changeId, action: 'suspension', wanted, ...why },
    ...{ proposedBy: ana, approvedBy: ben },
  },
};
const names = { marketId, changeId, action: 'suspension' } as const;

const propose = (changes: Partial<Extract<ApprovalCommand, { type: 'ProposeChange' }>> = {}) =>
  ({
    ...{ type: 'ProposeChange', marketId, changeId, action: 'suspension', wanted, ...why },
    ...{ actor: ana, facts: { at: '2030-01-01T08:00:00Z' }, ...changes },
  }) satisfies ApprovalCommand;
const judge = (
  type: 'ApproveChange' | 'RejectChange',
  actor: string,
  at = '2030-01-01T09:00:00Z',
): ApprovalCommand => ({ type, marketId, changeId, actor, reason: 'no', facts: { at } });
const expire = (at: string): ApprovalCommand => ({
  ...{ type: 'ExpireChange', marketId, changeId, facts: { at } },
});

describe('a change that takes two people', () => {
  it('is proposed, and void in time', () =>
    given(approvals, twoFor('suspension')).when(propose()).then(proposed));

  it('takes no proposal where one person is enough', () => {
    given(approvals).when(propose()).thenNothing();
    given(approvals, twoFor('four-eyes')).when(propose()).thenNothing();
  });

  it('says why it is wanted', () =>
    given(approvals, twoFor('suspension'))
      .when(propose({ reasonCode: undefined }))
      .thenRejected('reason-missing'));

  it('is approved by another, and by nobody else', () => {
    const open = given(approvals, twoFor('suspension'), proposed);
    open.when(judge('ApproveChange', ana)).thenRejected('same-person');
    open.when(judge('ApproveChange', ben)).then(approved);
    given(approvals).when(judge('ApproveChange', ben)).thenRejected('change-unknown');
  });

  it('is approved once: by the same person again it is no error', () => {
    const done = given(approvals, twoFor('suspension'), proposed, approved);
    done.when(judge('ApproveChange', ben)).thenNothing();
    done.when(judge('ApproveChange', 'operator:acme/cleo')).thenRejected('change-decided');
    done.when(judge('RejectChange', ben)).thenRejected('change-decided');
  });

  it('is rejected by another, or taken back', () => {
    const open = given(approvals, twoFor('suspension'), proposed);
    for (const actor of [ana, ben])
      open
        .when(judge('RejectChange', actor))
        .then({ type: 'ChangeRejected', data: { ...names, rejectedBy: actor, reason: 'no' } });
  });

  it('is void at its instant, whenever that is recorded', () => {
    const open = given(approvals, twoFor('suspension'), proposed);
    open.when(judge('ApproveChange', ben, expiresAt)).thenRejected('change-expired');
    open.when(expire('2030-01-01T11:59:59Z')).thenNothing();
    open.when(expire(expiresAt)).then({
      ...{ type: 'ChangeExpired', data: { ...names, expiredAt: expiresAt } },
    });
    given(approvals, twoFor('suspension'), proposed, approved)
      .when(expire(expiresAt))
      .thenNothing();
  });

  it('tells what came of carrying it out, once', () => {
    const done = given(approvals, twoFor('suspension'), proposed, approved);
    const report = { type: 'ReportChange', marketId, changeId } as const;
    done.when(report).then({ type: 'ChangeApplied', data: names });
    const refused = { code: 'auction-state', detail: 'too late' };
    done
      .when({ ...report, refused })
      .then({ type: 'ChangeRefused', data: { ...names, ...refused } });
    given(approvals, twoFor('suspension'), proposed).when(report).thenNothing();
  });
});

describe('who may do what alone', () => {
  const fourEyes = { actions: [], expiresAfterMinutes: 60 };
  const set = { type: 'SetFourEyes', marketId, fourEyes, facts: { isOpened: true } } as const;

  it('is said by one person at first', () => {
    given(approvals)
      .when(set)
      .then({ type: 'FourEyesSet', data: { marketId, ...fourEyes } });
    given(approvals)
      .when({ ...set, facts: { isOpened: false } })
      .thenRejected('market-unknown');
  });

  it('is changed by two where they said so', () => {
    given(approvals, twoFor('four-eyes')).when(set).thenRejected('approval-needed');
    const wish: ApprovalEvent = {
      type: 'ChangeProposed',
      data: { ...proposed.data, action: 'four-eyes', wanted: fourEyes },
    };
    const { decision } = given(approvals, twoFor('four-eyes'), wish).when(
      judge('ApproveChange', ben),
    );
    expect(decision).toMatchObject({
      events: [
        { type: 'ChangeApproved' },
        { type: 'FourEyesSet', data: fourEyes },
        { type: 'ChangeApplied' },
      ],
    });
  });
});
