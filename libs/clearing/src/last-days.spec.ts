import type { CaseFile } from '@trueque/contracts';
import { loadHighs } from '@trueque/highs';
import type { LpSolver, Start } from '@trueque/linear-program';
import { clearCase } from './domain/clear.js';
import { LastDays } from './last-days.js';
import { caseWith } from './testing/case-with.js';
import { nextDay } from './testing/next-day.js';
import { chanceFrom } from './testing/random-case.js';

/** Homes with a roof each at a price of its own, and a battery here and there. */
const day = (): CaseFile => {
  const chance = chanceFrom(7);
  const series = (most: number) =>
    Array.from({ length: 6 }, () => Math.round(chance.next() * most * 1000) / 1000);
  return caseWith({
    periods: 6,
    peers: [
      ...Array.from({ length: 8 }, (_, index) => ({
        id: `p${index}`,
        generation: { max: series(6), cost: 0.05 + index / 1000 },
        load: series(3),
        ...(index % 3 === 0 ? { storage: BATTERY } : {}),
      })),
      { id: 'grid', community: 'G', role: 'grid', generation: { max: 999, cost: series(0.4) } },
    ],
  });
};

const BATTERY = {
  ...{ capacity: 6, initial: 1, final: 'initial' as const, charge: 3, discharge: 3 },
  chargeEfficiency: 0.95,
};

describe('days of a market that one thread clears', () => {
  let solver: LpSolver;
  const starts: (Start | undefined)[] = [];

  beforeAll(async () => {
    const highs = await loadHighs();
    const solve: LpSolver['solve'] = (programme, start) => {
      starts.push(start);
      return highs.solve(programme, start);
    };
    solver = { ...highs, solve };
  });
  beforeEach(() => starts.splice(0));

  it('are not carried over where a day is solved sooner than that', () => {
    const lastDays = new LastDays();
    lastDays.clear(day(), { market: 'm', solver });
    lastDays.clear(day(), { market: 'm', solver });
    expect(starts.filter((start) => start !== undefined)).toEqual([]);
  });

  const told = (file: CaseFile, how: (file: CaseFile) => ReturnType<typeof clearCase>) => {
    const clearing = how(file);
    return clearing.status === 'optimal'
      ? { hash: clearing.resultHash, objective: clearing.objective }
      : clearing.status;
  };

  it('begin where the day before ended, and have the result of a day alone', () => {
    const lastDays = new LastDays(0);
    lastDays.clear(day(), { market: 'm', solver });
    expect(starts.filter((start) => start !== undefined)).toEqual([]);
    const after = nextDay(day(), 3);
    const warm = told(after, (file) => lastDays.clear(file, { market: 'm', solver }));
    expect(starts.filter((start) => start !== undefined)).toHaveLength(1);
    expect(warm).toEqual(told(after, (file) => clearCase(file, { engine: 'auto' }, solver)));
  });

  it('begin from nothing in another market, and after eight other markets', () => {
    const lastDays = new LastDays(0);
    lastDays.clear(day(), { market: 'm', solver });
    lastDays.clear(day(), { market: 'another', solver });
    for (let other = 0; other < 8; other++) lastDays.clear(day(), { market: `m${other}`, solver });
    lastDays.clear(day(), { market: 'm', solver });
    expect(starts.filter((start) => start !== undefined)).toEqual([]);
  });
});
