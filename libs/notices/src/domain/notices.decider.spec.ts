import { fold } from '@trueque/kernel';
import { given } from '@trueque/kernel/testing';
import { type IssueNotice, notices } from './notices.decider.js';

const text = { en: 'Something happened.', es: 'Algo ha pasado.' };
const issue = (changes: Partial<IssueNotice> = {}): IssueNotice => ({
  ...{ type: 'IssueNotice', marketId: 'harbour', kind: 'general', text, ...changes },
});
const issued = (number: number, more = {}) =>
  ({
    type: 'NoticeIssued',
    data: { marketId: 'harbour', number, kind: 'general', text, ...more },
  }) as const;

describe('a notice', () => {
  it('has the next number, without gaps', () => {
    given(notices).when(issue()).then(issued(1));
    given(notices, issued(1), issued(2)).when(issue()).then(issued(3));
    expect(fold(notices, [issued(1), issued(2)]).count).toBe(2);
  });

  it('follows up the one before about the same auction', () => {
    const about = { auctionId: 'monday' };
    given(notices, issued(1, about), issued(2))
      .when(issue(about))
      .then(issued(3, { ...about, refersTo: 1 }));
    given(notices, issued(1, about))
      .when(issue({ auctionId: 'tuesday' }))
      .then(issued(2, { auctionId: 'tuesday' }));
  });

  it('follows up no notice that there is none of', () => {
    given(notices, issued(1))
      .when(issue({ refersTo: 1 }))
      .then(issued(2, { refersTo: 1 }));
    given(notices, issued(1))
      .when(issue({ refersTo: 2 }))
      .thenRejected('notice-unknown');
  });
});
