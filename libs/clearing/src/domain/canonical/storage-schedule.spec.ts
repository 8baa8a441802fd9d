import { loadHighs } from '@trueque/highs';
import { buyer, caseWith, seller } from '../../testing/case-with.js';
import { formulate } from '../formulation/formulate.js';
import { normalise } from '../market/normalise.js';
import { NotProven } from './not-proven.js';
import { storageSchedule } from './storage-schedule.js';

describe('the schedule of batteries on an optimal face', () => {
  const storage = { capacity: 4, initial: 1, final: 'initial' as const, charge: 2, discharge: 2 };
  const network = formulate(
    normalise(
      caseWith({
        periods: 2,
        peers: [seller('roof', 3, 0.1), { id: 'battery', storage }, buyer('home', 2)],
      }),
    ),
  );

  it('is the flow itself where the face leaves no choice', async () => {
    const solver = await loadHighs();
    const solution = solver.solve(network.programme);
    if (solution.status !== 'optimal') throw new Error(solution.detail);
    const face = { lower: solution.primal, upper: solution.primal };
    const flow = storageSchedule(network, face, solver);
    expect(flow.every((amount, column) => amount === solution.primal[column])).toBe(true);
  });

  it('is none where a face leaves rows out of balance', async () => {
    const solver = await loadHighs();
    const nothing = new Float64Array(network.programme.columnsCount);
    const face = { lower: nothing, upper: nothing };
    expect(() => storageSchedule(network, face, solver)).toThrow(NotProven);
  });
});
