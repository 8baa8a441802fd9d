import type { CaseFile, CasePeer } from '@trueque/contracts';
import { inThousandths, SeededChance } from '../../seeded-chance.js';

/** The same market a day later: every load and every roof is another, and a price here and there. */
export const dayAfter = (file: CaseFile, seed: number): CaseFile => {
  const chance = new SeededChance(seed);
  return { ...file, peers: file.peers.map((peer) => changed(chance, peer)) };
};

const changed = (chance: SeededChance, { generation, load, ...peer }: CasePeer): CasePeer => ({
  ...peer,
  ...(load === undefined ? {} : { load: about(chance, load, 0.3) }),
  ...(generation === undefined || 'steps' in generation
    ? { ...(generation && { generation }) }
    : {
        generation: {
          ...generation,
          max: peer.role === 'grid' ? generation.max : about(chance, generation.max, 0.4),
          cost: chance.happens(0.05) ? about(chance, generation.cost, 0.2) : generation.cost,
        },
      }),
});

type Series = number | number[];

const about = (chance: SeededChance, series: Series, spread: number): Series => {
  const near = (value: number) => inThousandths(value * chance.between(1 - spread, 1 + spread));
  return typeof series === 'number' ? near(series) : series.map(near);
};
