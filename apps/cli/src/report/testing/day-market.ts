import type { CaseFile, CasePeer, ClearingAnswer } from '@trueque/contracts';

const PEERS: readonly CasePeer[] = [
  {
    id: 'main',
    community: 'grid',
    role: 'grid',
    generation: { max: 100, cost: [0.1, 0.3] },
    bids: [{ power: 50, value: 0.02 }],
  },
  {
    id: 'roof',
    community: 'A',
    role: 'prosumer',
    load: 2,
    generation: {
      steps: [
        { power: [0, 3], cost: 0.05 },
        { power: 6, cost: 0.01 },
      ],
    },
    storage: { capacity: 4, initial: 0, final: 'free', charge: 2, discharge: 2, cost: 0.004 },
  },
  { id: 'flat', community: 'B', role: 'consumer', load: [3, 4], bids: [{ power: 1, value: 0.2 }] },
];

/** A small market of two hours, three communities, a battery and the main grid. */
export const dayMarket = (rest: Partial<CaseFile> = {}): CaseFile => ({
  format: 'trueque-case/1',
  name: 'two hours',
  currency: 'EUR',
  start: '2026-06-15T00:00:00+02:00',
  mtu: 'PT1H',
  periods: 2,
  rules: { structure: 'hybrid', tradeCost: 'export', pricing: 'marginal', shortage: 'reject' },
  communities: [{ id: 'A' }, { id: 'B' }, { id: 'grid' }],
  contracts: [],
  peers: [...PEERS],
  ...rest,
});

const idle = { generation: 0, imports: 0, exports: 0, charge: 0, discharge: 0, stored: 0 };

/** A clearing of it, written by hand: charged in the first hour, given back in the second. */
export const dayAnswer = (rest: Partial<ClearingAnswer> = {}): ClearingAnswer => ({
  case: 'two hours',
  status: 'optimal',
  objective: 0.5,
  engine: 'lp',
  solver: { name: 'HiGHS', version: '1' },
  resultHash: 'a1b2c3',
  certificate: { primalInfeasibility: 0, dualInfeasibility: 0, gap: 1e-12 },
  timing: { buildMs: 1, solveMs: 1, totalMs: 2 },
  periods: [
    {
      start: '2026-06-14T22:00:00Z',
      prices: { A: 0.03, B: 0.05, grid: 0.04 },
      priceBounds: { A: [0.02, 0.04], B: [0.05, 0.05], grid: [0.04, 0.04] },
      peers: [
        { id: 'main', ...idle, imports: 1, load: 0, served: 1 },
        {
          id: 'roof',
          ...idle,
          generation: 6,
          exports: 3,
          charge: 1,
          stored: 1,
          load: 2,
          served: 2,
        },
        { id: 'flat', ...idle, imports: 2, load: 3, served: 2 },
      ],
      trades: [
        { seller: 'roof', buyer: 'flat', energy: 2, price: 0.05 },
        { seller: 'roof', buyer: 'main', energy: 1, price: 0.04 },
      ],
      flows: [
        { from: 'A', to: 'B', energy: 2 },
        { from: 'A', to: 'grid', energy: 1 },
      ],
    },
    {
      start: '2026-06-14T23:00:00Z',
      prices: { A: 0.3, B: 0.3, grid: 0.3 },
      priceBounds: { A: [0.3, 0.3], B: [0.3, 0.3], grid: [0.3, 0.3] },
      peers: [
        { id: 'main', ...idle, generation: 1, exports: 1, load: 0, served: 0 },
        { id: 'roof', ...idle, generation: 4, exports: 3, discharge: 1, load: 2, served: 2 },
        { id: 'flat', ...idle, imports: 4, load: 4, served: 4 },
      ],
      trades: [
        { seller: 'roof', buyer: 'flat', energy: 3, price: 0.3 },
        { seller: 'main', buyer: 'flat', energy: 1, price: 0.3 },
      ],
      flows: [
        { from: 'A', to: 'B', energy: 3 },
        { from: 'grid', to: 'B', energy: 1 },
      ],
    },
  ],
  ...rest,
});

/** The same market where nothing can be served. */
export const failedAnswer = (): ClearingAnswer =>
  dayAnswer({
    status: 'infeasible',
    objective: null,
    resultHash: '',
    periods: [],
    explanation: [
      {
        community: 'B',
        period: '2026-06-14T23:00:00Z',
        message: 'load 4 kW, reachable supply 3 kW',
      },
    ],
  });
