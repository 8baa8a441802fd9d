import type {
  CaseContract,
  CaseFile,
  CasePeer,
  Generation,
  MarketRules,
  Role,
} from '@trueque/contracts';

/** A seeded source of chance: the same seed, the same market, on every machine. */
export const chanceFrom = (seed: number) => {
  let state = seed >>> 0;
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
  const upTo = (count: number): number => Math.floor(next() * count);
  return {
    next,
    upTo,
    pick: <Item>(items: readonly Item[]): Item => items[upTo(items.length)]!,
    happens: (probability: number): boolean => next() < probability,
  };
};
type Chance = ReturnType<typeof chanceFrom>;

/**
 * A small market that may use every rule there is. Costs come from a short list, so that ties are
 * the rule and not the exception; a main grid large enough for all makes most of them feasible.
 */
export const randomCase = (seed: number): CaseFile => {
  const chance = chanceFrom(seed);
  const periods = chance.pick([1, 1, 1, 2, 3]);
  const communities = ['A', 'B', 'C', 'D'].slice(0, 1 + chance.upTo(4));
  const rules = randomRules(chance);
  const peers = Array.from({ length: 2 + chance.upTo(8) }, (_, index) =>
    randomPeer(chance, { id: `p${index}`, community: chance.pick(communities), periods }),
  );
  return {
    format: 'trueque-case/1',
    name: `random-${seed}`,
    currency: 'EUR',
    start: '2026-01-31T18:00:00Z',
    mtu: chance.pick(['PT15M', 'PT1H']),
    periods,
    rules,
    communities: communities.map((id) => ({
      id,
      ...(chance.happens(0.2) ? { importLimit: 5 + chance.upTo(30) } : {}),
      ...(chance.happens(0.2) ? { exportLimit: 3 + chance.upTo(20) } : {}),
    })),
    contracts: randomContracts(chance, communities, peers),
    peers: [...peers, gridPeer(chance, chance.pick(communities))],
  };
};

const randomRules = (chance: Chance): MarketRules => ({
  structure: chance.pick(['p2p', 'community', 'hybrid']),
  tradeCost: chance.pick(['export', 'export', 'seller-cost', { uniform: 2 }]),
  pricing: chance.pick(['marginal', 'pay-as-offered', 'uniform']),
  shortage: chance.pick(['reject', { curtailAt: 100 }, { curtailAt: 100 }]),
});

const COSTS = [1, 2, 3, 5, 5, 8];

const gridPeer = (chance: Chance, community: string): CasePeer => ({
  id: 'grid',
  community,
  role: 'grid',
  generation: { max: 500, cost: chance.pick([8, 9, 10]) },
  exportCost: chance.pick([0, 1]),
  ...(chance.happens(0.5) ? { bids: [{ power: 20, value: chance.pick([1, 2, 4]) }] } : {}),
});

const randomPeer = (
  chance: Chance,
  { community, id, periods }: { id: string; community: string; periods: number },
): CasePeer => {
  const roles = Array.from({ length: periods }, () =>
    chance.pick<Role>(['consumer', 'prosumer', 'prosumer', 'producer']),
  );
  const produces = !roles.includes('consumer') || chance.happens(0.5);
  return {
    id,
    community,
    role: periods === 1 ? roles[0]! : roles,
    ...(produces ? { generation: randomGeneration(chance, roles.includes('consumer')) } : {}),
    exportCost: chance.pick([0, 1, 1, 2]),
    load: Array.from({ length: periods }, (_, period) =>
      roles[period] === 'producer' ? 0 : chance.upTo(12),
    ),
    ...(chance.happens(0.3)
      ? { bids: [{ power: 1 + chance.upTo(6), value: chance.pick([4, 6, 8, 12]) }] }
      : {}),
    ...(chance.happens(0.25) ? { storage: randomStorage(chance) } : {}),
  };
};

const randomGeneration = (chance: Chance, consumesAtTimes: boolean): CasePeer['generation'] => {
  const min = !consumesAtTimes && chance.happens(0.15) ? { min: 1 } : {};
  return chance.happens(0.4)
    ? {
        ...min,
        steps: [
          { power: 2 + chance.upTo(5), cost: chance.pick(COSTS) },
          { power: 1 + chance.upTo(9), cost: chance.pick(COSTS) },
        ],
      }
    : { ...min, max: 2 + chance.upTo(15), cost: chance.pick(COSTS) };
};

const randomStorage = (chance: Chance): CasePeer['storage'] => ({
  capacity: 6,
  min: chance.pick([0, 1]),
  initial: 2,
  final: chance.pick(['initial', 'free', 3]),
  charge: 3,
  discharge: 3,
  chargeEfficiency: chance.pick([1, 0.9]),
  dischargeEfficiency: chance.pick([1, 0.9]),
  cost: chance.pick([0, 0, 0.5]),
});

const randomContracts = (
  chance: Chance,
  communities: readonly string[],
  peers: readonly CasePeer[],
): CaseContract[] => {
  const contracts = new Map<string, CaseContract>();
  const homeOf = new Map(peers.map(({ community, id }) => [id, community]));
  for (let index = chance.upTo(5); index > 0; index--) {
    const side = () => (chance.happens(0.6) ? chance.pick(communities) : chance.pick(peers).id);
    const [from, to] = [side(), side()];
    if ((homeOf.get(from) ?? from) === (homeOf.get(to) ?? to)) continue;
    contracts.set(`${from}→${to}`, {
      from,
      to,
      ...(chance.happens(0.5)
        ? { exportCost: chance.pick([0, 0.5, 1, 3]) }
        : { surcharge: chance.pick([-0.5, 0, 1]) }),
      ...(chance.happens(0.4) ? { capacity: 1 + chance.upTo(8) } : {}),
      ...(chance.happens(0.25) ? { loss: 0.1 } : {}),
    });
  }
  return [...contracts.values()];
};

/**
 * The same market in other units: powers with more digits than a Wh has, costs in small change, and
 * unmet load dear beyond measure, as operators set it.
 */
export const rescaled = (file: CaseFile): CaseFile =>
  scaleNumbers(file, (key, value) => {
    if (key === 'curtailAt') return 25_000;
    if (['cost', 'value', 'exportCost', 'surcharge', 'uniform'].includes(key))
      return value * 0.0123;
    return POWERS.includes(key) ? value * 0.33371 : value;
  });

const POWERS = [
  ...['power', 'max', 'min', 'load', 'capacity', 'initial', 'final', 'charge', 'discharge'],
  ...['importLimit', 'exportLimit'],
];

const scaleNumbers = <Value>(value: Value, scale: (key: string, value: number) => number): Value =>
  JSON.parse(
    JSON.stringify(value, function visit(this: unknown, key: string, member: unknown) {
      if (Array.isArray(member) && member.every((item) => typeof item === 'number')) {
        return member.map((item: number) => scale(key, item));
      }
      return typeof member === 'number' && !Array.isArray(this) ? scale(key, member) : member;
    }),
  );

/** The same market at one tariff, as neighbours under one contract ask: their equal steps are one class. */
export const atOneTariff = (file: CaseFile): CaseFile => ({
  ...file,
  peers: file.peers.map((peer) =>
    peer.role === 'grid'
      ? peer
      : {
          ...peer,
          exportCost: 1,
          ...(peer.generation ? { generation: priced(peer.generation, 5) } : {}),
        },
  ),
});

const priced = (generation: Generation, cost: number): Generation =>
  'steps' in generation
    ? { ...generation, steps: generation.steps.map((step) => ({ ...step, cost })) }
    : { ...generation, cost };

/** A random market: every third as it is, every third in other units, every third at one tariff as well. */
export const variedCase = (seed: number): CaseFile => {
  const file = randomCase(seed);
  if (seed % 3 === 0) return rescaled(file);
  return seed % 3 === 1 ? rescaled(atOneTariff(file)) : file;
};

/** The same market with no way to keep energy for later: every period stands alone. */
export const withoutStorage = (file: CaseFile): CaseFile => ({
  ...file,
  peers: file.peers.map(({ storage, ...peer }) => peer),
});

/** The same market with everything that has no order of its own in another order. */
export const shuffled = (file: CaseFile, seed: number): CaseFile => {
  const chance = chanceFrom(seed);
  const mix = <Item>(items: readonly Item[]): Item[] =>
    items
      .map((item) => ({ item, key: chance.next() }))
      .sort((a, b) => a.key - b.key)
      .map(({ item }) => item);
  return {
    ...file,
    communities: mix(file.communities),
    contracts: mix(file.contracts),
    peers: mix(file.peers).map((peer) => ({
      ...peer,
      ...(peer.generation && 'steps' in peer.generation
        ? { generation: { ...peer.generation, steps: mix(peer.generation.steps) } }
        : {}),
    })),
  };
};
