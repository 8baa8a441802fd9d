import type { CaseFile } from '@trueque/contracts';
import { summaryOf } from '../testing/recorded-market.js';
import { shippedCase } from '../testing/shipped-case.js';
import { applyScenario, scenarioSchema } from './scenario.js';

const battery = { capacity: 10, initial: 5, final: 'initial' as const, charge: 5, discharge: 5 };
const paper = shippedCase('paper-5-case-2');
const file: CaseFile = {
  ...paper,
  contracts: [
    { from: 'C1', to: 'C2', surcharge: 0.001 },
    { from: 'C2', to: 'C3', exportCost: 0.01 },
  ],
  peers: paper.peers.map((peer) => ({
    ...peer,
    ...(peer.id === 'P5' && { storage: battery }),
    ...(peer.id === 'G' && { bids: [{ power: 5, value: 0.001 }] }),
  })),
};

type Leaves = ReadonlyMap<string, unknown>;

/** Every value of a case by its path; what has a name is found by it and not by its place. */
const leavesOf = (value: unknown, path: string): [string, unknown][] => {
  if (typeof value !== 'object' || value === null) return [[path, value]];
  const entries = Array.isArray(value)
    ? value.map((one: { id?: string; from?: string; to?: string }, index) => {
        const name = one.id ?? (one.from === undefined ? index : `${one.from}→${one.to}`);
        return [name, one] as const;
      })
    : Object.entries(value);
  return entries.flatMap(([name, one]) => leavesOf(one, `${path}/${name}`));
};

/** Paths that are in one of both alone, or in both with another value. */
const different = (a: CaseFile, b: CaseFile): string[] => {
  const [before, after]: Leaves[] = [new Map(leavesOf(a, '')), new Map(leavesOf(b, ''))];
  const paths = [...new Set([...(before?.keys() ?? []), ...(after?.keys() ?? [])])];
  return paths.filter((path) => before?.get(path) !== after?.get(path)).sort();
};

const HOMES = ['P2', 'P3', 'P4', 'P5'];
const BATTERY = Object.keys(battery).map((field) => `storage/${field}`);

/** Each kind of change, and all that it changes. */
const KINDS: readonly [kind: string, scenario: object, changed: readonly string[]][] = [
  ['structure', { rules: { structure: 'p2p' } }, ['/rules/structure']],
  // A word becomes a figure.
  [
    'trade cost',
    { rules: { tradeCost: { uniform: 0.07 } } },
    ['/rules/tradeCost', '/rules/tradeCost/uniform'],
  ],
  ['membership of communities', { communities: { assign: { P3: 'C3' } } }, ['/peers/P3/community']],
  [
    'limits of communities',
    { communities: { set: [{ id: 'C3', importLimit: 500 }] } },
    ['/communities/C3/importLimit'],
  ],
  [
    'ended contracts',
    { contracts: { remove: ['C1→C2'] } },
    ['/contracts/C1→C2/from', '/contracts/C1→C2/surcharge', '/contracts/C1→C2/to'],
  ],
  [
    'agreed contracts',
    { contracts: { add: [{ from: 'C2', to: 'C3', exportCost: 0.02 }] } },
    ['/contracts/C2→C3/exportCost'],
  ],
  ['what the grid asks', { prices: { gridSells: 0.2 } }, ['/peers/G/generation/cost']],
  ['what the grid asks, times', { prices: { gridFactor: 2 } }, ['/peers/G/generation/cost']],
  ['what the grid pays', { prices: { gridBuys: 0.002 } }, ['/peers/G/bids/0/value']],
  [
    'what an export costs',
    { prices: { exportCost: 0.05 } },
    HOMES.map((id) => `/peers/${id}/exportCost`),
  ],
  [
    'batteries added',
    { batteries: { add: { P4: battery } } },
    BATTERY.map((field) => `/peers/P4/${field}`),
  ],
  [
    'batteries removed',
    { batteries: { remove: ['P5'] } },
    BATTERY.map((field) => `/peers/P5/${field}`),
  ],
  ["a peer's offer", { offers: { P5: { load: 12 } } }, ['/peers/P5/load']],
];

describe.each(KINDS)('a scenario of %s', (_, scenario, changed) => {
  const after = applyScenario(file, scenarioSchema.parse(scenario));

  it('changes that and nothing else', () =>
    expect(different(file, after)).toEqual([...changed].sort()));

  it('leaves a case that is cleared, as another one', async () => {
    const [before, other] = [await summaryOf(file), await summaryOf(after)];
    expect(other.status).toBe('cleared');
    expect(other.inputHash).not.toBe(before.inputHash);
  });
});
