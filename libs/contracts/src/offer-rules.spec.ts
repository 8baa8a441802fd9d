import fc from 'fast-check';
import type { Offer } from './case-file.js';
import { offerProblems } from './offer-rules.js';

const sound: Offer = {
  role: ['consumer', 'prosumer'],
  generation: { min: [0, 2], max: 5, cost: 0.1 },
  load: [3, 4],
  bids: [{ power: 1, value: [0.2, 0.3] }],
  storage: { capacity: 10, min: 1, initial: 5, final: 'initial', charge: 2, discharge: 2 },
};

const pointers = (offer: Offer, periods = 2) =>
  offerProblems(offer, periods).map(({ pointer }) => pointer);

describe('rules about one offer', () => {
  it('find nothing wrong with a sound one', () => expect(offerProblems(sound, 2)).toEqual([]));

  it('allow an empty list of bids', () => expect(pointers({ ...sound, bids: [] })).toEqual([]));

  it('name every series of the wrong length', () =>
    expect(
      pointers({
        role: ['consumer'],
        load: [1, 2, 3],
        exportCost: [],
        generation: {
          steps: [
            { power: [1, 2], cost: 1 },
            { power: 1, cost: [1, 2, 3] },
          ],
        },
        bids: [{ power: [1], value: 1 }],
        storage: { capacity: 1, initial: 0, final: 0, charge: [1], discharge: 1, cost: [1] },
      }),
    ).toEqual([
      '/role',
      '/load',
      '/exportCost',
      '/generation/steps/1/cost',
      '/bids/0/power',
      '/storage/charge',
      '/storage/cost',
    ]));

  it('say how many values were expected and how many came', () =>
    expect(offerProblems({ role: 'consumer', load: [1, 2, 3] }, 2)).toEqual([
      { pointer: '/load', message: 'expected one value, or 2 (one per period), got 3' },
    ]));

  it('refuse must-run above the maximum, in steps too', () => {
    const generation = { min: 6, max: 5, cost: 0 };
    expect(pointers({ role: 'producer', generation })).toEqual(['/generation/min']);
    const steps = [
      { power: 2, cost: 0 },
      { power: [4, 3], cost: 0 },
    ];
    expect(offerProblems({ role: 'producer', generation: { min: 6, steps } }, 2)).toEqual([
      {
        pointer: '/generation/min',
        message: 'period 1: expected at most the maximum, 5 kW, got 6',
      },
    ]);
  });

  it('refuse must-run in a period in which the peer is a consumer', () => {
    const generation = { min: 1, max: 5, cost: 0 };
    expect(offerProblems({ role: ['producer', 'consumer'], generation }, 2)).toEqual([
      {
        pointer: '/generation/min',
        message: 'period 1: a consumer generates nothing, so expected 0, got 1',
      },
    ]);
  });

  it('refuse storage that starts outside its limits or cannot end where it should', () => {
    const storage = { capacity: 10, min: 6, initial: 5, final: 11, charge: 1, discharge: 1 };
    expect(pointers({ role: 'consumer', storage })).toEqual(['/storage/min', '/storage/final']);
    expect(
      pointers({ role: 'consumer', storage: { ...storage, initial: 12, final: 'free' } }),
    ).toEqual(['/storage/initial']);
    expect(pointers({ role: 'consumer', storage: { ...storage, initial: 6, final: 5 } })).toEqual([
      '/storage/final',
    ]);
  });

  it('refuse what is too large to be counted exactly', () =>
    expect(pointers({ role: 'consumer', load: [1, 2e9], exportCost: 1e10 })).toEqual([
      '/load',
      '/exportCost',
    ]));

  it('take any scalar offer for any number of periods', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 100 }), fc.nat(1_000_000), (periods, load) =>
        expect(offerProblems({ role: 'consumer', load }, periods)).toEqual([]),
      ),
    );
  });
});
