import { mayReadOffer } from './offer-reader.js';

const owner = { peerId: 'P1', communityId: 'C1' };

describe('who may read an offer', () => {
  it.each(['peer:P1', 'manager:C1', 'operator:local/ana', 'auditor:local/eva', 'operator'])(
    'is %s',
    (actor) => expect(mayReadOffer(actor, owner)).toBe(true),
  );

  it.each(['peer:P2', 'peer:C1', 'peer', 'manager:C2', 'manager:P1', 'manager:undefined'])(
    'is not %s',
    (actor) => expect(mayReadOffer(actor, owner)).toBe(false),
  );

  it('is no manager where the peer is of no community', () =>
    expect(mayReadOffer('manager:undefined', { ...owner, communityId: undefined })).toBe(false));
});
