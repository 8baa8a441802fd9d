import fc from 'fast-check';
import { type Arcs, emptyArcs, roundArcs, WHOLE } from './round-arcs.js';

const NODES = 5;

/** Energy sent round random circles, so that every node is in balance. */
const circulations = fc
  .array(
    fc.record({
      nodes: fc.uniqueArray(fc.nat(NODES - 1), { minLength: 2, maxLength: NODES }),
      wh: fc.integer({ min: 1, max: 9999 }).map((thousandths) => thousandths / 1000),
    }),
    { minLength: 1, maxLength: 6 },
  )
  .map((circles): Arcs => {
    const arcs = emptyArcs();
    for (const { nodes, wh } of circles) {
      nodes.forEach((tail, index) => {
        arcs.tails.push(tail);
        arcs.heads.push(nodes[(index + 1) % nodes.length]!);
        arcs.valuesWh.push(wh);
        arcs.noiseWh.push(WHOLE);
      });
    }
    return arcs;
  });

const balancesOf = ({ heads, tails, valuesWh }: Arcs): number[] => {
  const balances = Array.from({ length: NODES }, () => 0);
  valuesWh.forEach((wh, arc) => {
    balances[tails[arc]!]! -= wh;
    balances[heads[arc]!]! += wh;
  });
  return balances;
};

describe('arcs that are rounded', () => {
  it('are whole, close every balance and leave no amount by a Wh or more', () =>
    fc.assert(
      fc.property(circulations, (arcs) => {
        const before = [...arcs.valuesWh];
        roundArcs(arcs, NODES);
        expect(arcs.valuesWh.every(Number.isInteger)).toBe(true);
        expect(balancesOf(arcs).every((balance) => balance === 0)).toBe(true);
        arcs.valuesWh.forEach((wh, arc) => expect(Math.abs(wh - before[arc]!)).toBeLessThan(1));
      }),
    ));

  it('go to the nearest whole where noise has left one arc alone', () => {
    const arcs: Arcs = { tails: [0], heads: [1], valuesWh: [2.7], noiseWh: [WHOLE] };
    roundArcs(arcs, 2);
    expect(arcs.valuesWh).toEqual([3]);
  });
});
