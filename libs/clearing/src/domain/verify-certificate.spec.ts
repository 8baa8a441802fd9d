import { loadHighs } from '@trueque/highs';
import type { LpSolver } from '@trueque/linear-program';
import { buyer, caseWith, seller } from '../testing/case-with.js';
import { clearCase } from './clear.js';
import { type RecordedProof, verifyCertificate } from './verify-certificate.js';

const file = caseWith({
  peers: [seller('cheap', 10, 0.1), seller('dear', 10, 0.3), buyer('home', 14)],
});

describe('the verifier that needs no solver', () => {
  let solver: LpSolver;
  let proof: RecordedProof;

  beforeAll(async () => {
    solver = await loadHighs();
    const cleared = clearCase(file, { engine: 'lp' }, solver);
    if (cleared.status !== 'optimal') throw new Error('the example clears');
    proof = {
      objective: cleared.objective,
      certificate: {
        primal: [...cleared.optimum.flow],
        dual: [...cleared.optimum.potentials.price],
      },
    };
  });

  const tampered = (change: (proof: { primal: number[]; dual: number[] }) => void) => {
    const certificate = {
      primal: [...proof.certificate.primal],
      dual: [...proof.certificate.dual],
    };
    change(certificate);
    return verifyCertificate(file, { objective: proof.objective, certificate });
  };

  it('accepts the proof of a clearing', () => {
    expect(verifyCertificate(file, proof)).toEqual([]);
  });

  it('finds a quantity that was changed', () => {
    const column = proof.certificate.primal.findIndex((value) => Math.abs(value - 4) < 1e-9);
    const found = tampered(({ primal }) => (primal[column]! += 0.5));
    expect(found.join()).toContain('primalInfeasibility misses by 0.5');
  });

  it('finds a price that was changed', () => {
    const found = tampered(({ dual }) => dual.forEach((_, row) => (dual[row]! -= 0.1)));
    expect(found.length).toBeGreaterThan(0);
  });

  it('finds an objective that was changed', () => {
    expect(verifyCertificate(file, { ...proof, objective: 2 }).join()).toContain(
      'objective misses',
    );
  });

  it('finds a result that is feasible but not the best', () => {
    const dear = clearCase(
      caseWith({ peers: [seller('cheap', 10, 0.5), seller('dear', 10, 0.3), buyer('home', 14)] }),
      { engine: 'lp' },
      solver,
    );
    if (dear.status !== 'optimal') throw new Error('the example clears');
    const found = verifyCertificate(file, {
      objective: proof.objective,
      certificate: { primal: [...dear.optimum.flow], dual: [...dear.optimum.potentials.price] },
    });
    expect(found.length).toBeGreaterThan(0);
  });

  it('finds a proof of another market', () => {
    expect(tampered(({ primal }) => primal.pop()).join()).toContain('primal and');
  });
});
