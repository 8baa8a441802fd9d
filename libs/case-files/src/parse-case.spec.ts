import { readFileSync } from 'node:fs';
import { describeProblem } from './case-problem.js';
import { parseCase } from './parse-case.js';

const sound = {
  format: 'trueque-case/1',
  currency: 'EUR',
  start: '2026-01-31T00:00:00-05:00',
  mtu: 'PT1H',
  periods: 3,
  rules: { structure: 'hybrid', tradeCost: 'export', pricing: 'marginal', shortage: 'reject' },
  communities: [{ id: 'C1', importLimit: [1, 2, 3] }, { id: 'C2' }],
  contracts: [{ from: 'C1', to: 'B', exportCost: 0.01, loss: 0.05 }],
  peers: [
    {
      id: 'A',
      community: 'C1',
      role: 'prosumer',
      generation: { max: [0, 4, 0], cost: 0.05 },
      load: [1, 1, 2],
      storage: { capacity: 5, initial: 1, final: 'initial', charge: 2, discharge: 2 },
    },
    {
      id: 'B',
      community: 'C2',
      role: 'grid',
      generation: { min: 0, steps: [{ power: 5, cost: 0.1 }] },
      bids: [{ power: 3, value: [0.01, 0.02, 0.03] }],
    },
  ],
};

/** The sound case with one value in place of another, as text. */
const changed = (pointer: string, value: unknown): string => {
  const copy: unknown = structuredClone(sound);
  const steps = pointer.split('/').slice(1);
  const last = steps.pop() ?? '';
  const parent = steps.reduce<unknown>((node, step) => Reflect.get(Object(node), step), copy);
  Reflect.set(Object(parent), last, value);
  return JSON.stringify(copy, (_, member: unknown) =>
    member === Infinity ? '1e999' : member,
  ).replaceAll('"1e999"', '1e999');
};

const told = (text: string): readonly string[] => {
  const parsed = parseCase(text);
  return 'problems' in parsed ? parsed.problems.map(describeProblem) : [];
};

describe('a case file', () => {
  it('is read where all of it is sound', () => {
    const parsed = parseCase(JSON.stringify(sound));
    expect(parsed).toEqual({ case: sound });
  });

  it.each(['paper-5-case-1', 'paper-5-case-2'])('of the paper is read: %s', (name) => {
    expect(told(readFileSync(`cases/${name}.json`, 'utf8'))).toEqual([]);
  });

  it('has no contracts where it names none', () => {
    const { contracts: _, ...rest } = sound;
    expect(parseCase(JSON.stringify(rest))).toMatchObject({ case: { contracts: [] } });
  });

  it.each([
    ['a format of another kind', '/format', 'trueque-case/2'],
    ['a currency that is none', '/currency', 'Euro'],
    ['a start without offset', '/start', '2026-01-31T00:00:00'],
    ['a day there never was', '/start', '2026-02-30T00:00:00Z'],
    ['an unknown market time unit', '/mtu', 'PT2H'],
    ['zero periods', '/periods', 0],
    ['half a period', '/periods', 1.5],
    ['a missing rule', '/rules/pricing', undefined],
    ['an unknown trade cost', '/rules/tradeCost', 'sellers'],
    ['a negative uniform price', '/rules/tradeCost', { uniform: -1 }],
    ['an unknown field', '/peers/0/lod', 5],
    ['a negative load', '/peers/0/load/1', -5],
    ['a negative load in every period', '/peers/0/load', -5],
    ['a load in words', '/peers/0/load', '5'],
    ['a load of nothing', '/peers/0/load', null],
    ['a number too large to be one', '/peers/0/generation/cost', Infinity],
    ['a load of two periods of three', '/peers/0/load', [1, 2]],
    ['a limit of four periods of three', '/communities/0/importLimit', [1, 2, 3, 4]],
    ['a bid of one period of three', '/peers/1/bids/0/value', [1]],
    ['a step of one period of three', '/peers/1/generation/steps/0/power', [1]],
    ['a capacity of one period of three', '/contracts/0/capacity', [1]],
    ['a role per period, one of them unknown', '/peers/0/role', ['consumer', 'seller', 'grid']],
    ['generation of both kinds', '/peers/0/generation/steps', [{ power: 1, cost: 1 }]],
    ['generation without cost', '/peers/0/generation/cost', undefined],
    ['generation without steps', '/peers/1/generation/steps', []],
    ['an id with a blank', '/peers/0/id', 'peer 1'],
    ['no peers', '/peers', []],
    ['no communities', '/communities', []],
    ['peers that are no list', '/peers', {}],
    ['a peer that is no object', '/peers/0', 7],
    ['a peer in no community', '/peers/0/community', undefined],
    ['a peer in an unknown community', '/peers/0/community', 'C9'],
    ['two peers of one id', '/peers/0/id', 'B'],
    ['two communities of one id', '/communities/1/id', 'C1'],
    ['a peer called like a community', '/peers/0/id', 'C2'],
    ['a contract from nowhere', '/contracts/0/from', 'nobody'],
    ['a contract to where it begins', '/contracts/0/to', 'C1'],
    ['a contract within a community', '/contracts/0/to', 'A'],
    ['a contract that says nothing', '/contracts/0/exportCost', undefined],
    ['a contract that says two things', '/contracts/0/surcharge', -0.01],
    ['a contract that loses all', '/contracts/0/loss', 1],
    ['a storage fuller than it can be', '/peers/0/storage/initial', 6],
    ['a storage emptier than it may be', '/peers/0/storage/min', 2],
    ['a storage that must end fuller than it can', '/peers/0/storage/final', 6],
    [
      'a storage that may end below its minimum',
      '/peers/0/storage',
      { capacity: 5, min: 1, initial: 1, final: 0, charge: 2, discharge: 2 },
    ],
    ['a storage that creates energy', '/peers/0/storage/chargeEfficiency', 1.1],
    ['a storage that may end at nowhere', '/peers/0/storage/final', 'empty'],
    ['more must-run than there is', '/peers/0/generation/min', 1],
    [
      'must-run of a consumer',
      '/peers/0',
      { id: 'A', community: 'C1', role: 'consumer', generation: { min: 1, max: 2, cost: 0 } },
    ],
  ])('tells of %s', (_, pointer, value) => {
    const problems = told(changed(pointer, value));
    expect(problems).not.toHaveLength(0);
    expect(problems).toMatchSnapshot();
  });

  it('tells of two contracts with the same ends', () => {
    const [contract] = sound.contracts;
    expect(told(changed('/contracts/1', contract))).toEqual([
      '/contracts/1/to: "B" — expected something other than C1→B, which is at /contracts/0/to already',
    ]);
  });

  it('tells everything at once, wherever it is wrong', () => {
    const [first, second] = sound.peers;
    const problems = told(
      changed('/peers', [
        { ...first, load: [1, -5, 2], lod: 1, community: 'C9' },
        { ...second, id: 'A', bids: [{ power: 1, value: [1] }] },
        { ...second, id: 'C1', generation: { min: 2, max: [1, 1], cost: -1 } },
      ]),
    );
    expect(problems).toMatchSnapshot();
  });

  it('takes a contract within a community where communities do not matter', () => {
    const text = changed('/contracts/0/to', 'A').replace('"hybrid"', '"p2p"');
    expect(told(text)).toEqual([]);
  });

  it.each([
    ['that ends too early', '{"format": "trueque-case/1",\n "peers": ['],
    ['with a comma too many', '{\n  "periods": 1,\n}'],
    ['with a comma too few', '{"periods": 1\n "mtu": "PT1H"}'],
    ['with NaN', '{\n  "periods": NaN\n}'],
    ['with a comment', '{"periods": 1 // one\n}'],
    ['with names that are not quoted', '{periods: 1}'],
    ['that goes on after its end', '{}\n}'],
    ['without anything', ''],
    ['that is no text at all', '\u0000\u0001PNG'],
  ])('names line and column of a text %s', (_, text) => {
    expect(told(text)).toMatchSnapshot();
  });

  it.each(['null', '5', '[]', '"trueque"'])('says what it is, other than %s', (text) => {
    expect(told(text)).toMatchSnapshot();
  });

  it('keeps its pointers where names need escaping', () => {
    expect(told(changed('/a~b', 1))[0]).toMatch(/^\/a~0b: 1 — /);
    expect(told(JSON.stringify({ ...sound, 'c/d': 1 }))[0]).toMatch(/^\/c~1d: 1 — /);
  });
});
