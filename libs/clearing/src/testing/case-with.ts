import type { CaseFile, CasePeer, MarketRules } from '@trueque/contracts';

/** What a test says of a market; the rest is the plainest there is. */
export interface CaseSketch {
  readonly periods?: number;
  readonly rules?: Partial<MarketRules>;
  readonly communities?: CaseFile['communities'];
  readonly contracts?: CaseFile['contracts'];
  readonly peers: readonly (Partial<CasePeer> & Pick<CasePeer, 'id'>)[];
}

/** A case from a sketch: hybrid, welfare prices, hours; peers are prosumers of community A. */
export const caseWith = (sketch: CaseSketch): CaseFile => {
  const peers = sketch.peers.map((peer): CasePeer => ({
    community: 'A',
    role: 'prosumer',
    ...peer,
  }));
  return {
    format: 'trueque-case/1',
    name: 'sketch',
    currency: 'EUR',
    start: '2026-01-31T18:00:00Z',
    mtu: 'PT1H',
    periods: sketch.periods ?? 1,
    rules: {
      structure: 'hybrid',
      tradeCost: 'export',
      pricing: 'marginal',
      shortage: 'reject',
      ...sketch.rules,
    },
    communities:
      sketch.communities ??
      [...new Set(peers.map(({ community }) => community))].map((id) => ({ id })),
    contracts: sketch.contracts ?? [],
    peers,
  };
};

export const seller = (id: string, max: number, cost: number, rest: Partial<CasePeer> = {}) => ({
  id,
  generation: { max, cost },
  ...rest,
});

export const buyer = (id: string, load: number, rest: Partial<CasePeer> = {}) => ({
  id,
  role: 'consumer' as const,
  load,
  ...rest,
});
