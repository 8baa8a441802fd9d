import type { AnsweredPeer, CaseFile, CasePeer, ClearingAnswer } from '@trueque/contracts';
import { largestCommunities, type MarketParties } from './parties.js';
import { valueAt } from './per-period.js';
import type { Largest } from './largest.js';

const COMMUNITIES_MAX = 12;
const CURVES_MAX = 1_200;
const BLOCKS_MAX = 60;

/** Offers at one cost: kW offered, and of these the kW that are used. What batteries give back costs their wear. */
export interface Block {
  readonly cost: number;
  readonly power: number;
  readonly used: number;
  readonly kind: 'community' | 'grid' | 'storage';
}

/** The offers of one community in one period, the cheapest first, and what its peers ask for. */
export interface MeritOrder {
  readonly community: string;
  readonly period: number;
  readonly blocks: readonly Block[];
  /** Load that must be met and what batteries take in, kW. */
  readonly load: number;
  /** Further demand by the value it is bid at, the highest first: value and kW. */
  readonly bids: readonly (readonly [value: number, power: number])[];
}

/** Of the communities that move most; of too many periods, the one with the highest load. */
export const meritOrders = (
  file: CaseFile,
  answer: ClearingAnswer,
  parties: MarketParties,
): Largest<MeritOrder> => {
  const communities = largestCommunities(parties, COMMUNITIES_MAX);
  const rows = periodsOf(answer, communities.length).flatMap((period) => {
    const schedules = new Map(answer.periods[period]?.peers.map((peer) => [peer.id, peer]));
    return communities.map((community) =>
      meritOrder(
        file.peers.filter((peer) => peer.community === community),
        { community, period, schedules, parties },
      ),
    );
  });
  return { rows, all: parties.communities.length };
};

const periodsOf = ({ periods }: ClearingAnswer, communitiesCount: number): number[] => {
  const all = periods.map((_, index) => index);
  if (all.length * communitiesCount <= CURVES_MAX) return all;
  const loads = periods.map(({ peers }) => peers.reduce((sum, { served }) => sum + served, 0));
  return [loads.indexOf(Math.max(...loads))];
};

interface Place {
  readonly community: string;
  readonly period: number;
  readonly schedules: ReadonlyMap<string, AnsweredPeer>;
  readonly parties: MarketParties;
}

const meritOrder = (peers: readonly CasePeer[], place: Place): MeritOrder => {
  const { community, period } = place;
  return {
    community,
    period,
    blocks: merged(peers.flatMap((peer) => [...stepsOf(peer, place), ...dischargeOf(peer, place)])),
    load: rounded(peers.reduce((sum, peer) => sum + neededBy(peer, place), 0)),
    bids: peers
      .flatMap(({ bids }) => bids ?? [])
      .map(
        ({ power, value }) => [valueAt(value, period) ?? 0, valueAt(power, period) ?? 0] as const,
      )
      .filter(([, power]) => power > 0)
      .sort(([one], [other]) => other - one),
  };
};

const neededBy = ({ id, load }: CasePeer, { period, schedules }: Place): number =>
  (valueAt(load ?? 0, period) ?? 0) + (schedules.get(id)?.charge ?? 0);

const dischargeOf = ({ id, storage }: CasePeer, { period, schedules }: Place): Block[] => {
  const power = schedules.get(id)?.discharge ?? 0;
  const cost = valueAt(storage?.cost ?? 0, period) ?? 0;
  return power > 0 ? [{ cost, power, used: power, kind: 'storage' }] : [];
};

/** A peer's steps, of which the cheapest generate first. */
const stepsOf = ({ generation, id, role }: CasePeer, place: Place): Block[] => {
  const { period } = place;
  if (generation === undefined || valueAt(role, period) === 'consumer') return [];
  const steps = 'steps' in generation ? generation.steps : [asStep(generation)];
  let left = place.schedules.get(id)?.generation ?? 0;
  return steps
    .map(({ cost, power }) => ({
      cost: valueAt(cost, period) ?? 0,
      power: valueAt(power, period) ?? 0,
    }))
    .filter(({ power }) => power > 0)
    .sort((one, other) => one.cost - other.cost)
    .map(({ cost, power }) => {
      const used = Math.min(left, power);
      left -= used;
      return { cost, power, used, kind: place.parties.gridPeers.has(id) ? 'grid' : 'community' };
    });
};

const asStep = <Amount>({ cost, max }: { readonly cost: Amount; readonly max: Amount }) => ({
  cost,
  power: max,
});

/** Equal costs are one block; of very many, neighbours share one at their mean cost. */
const merged = (steps: readonly Block[]): Block[] => {
  const blocks = new Map<string, Block>();
  for (const step of steps) {
    const key = `${step.cost} ${step.kind}`;
    const known = blocks.get(key);
    blocks.set(key, known === undefined ? step : joined([known, step]));
  }
  const sorted = [...blocks.values()].sort((one, other) => one.cost - other.cost);
  const size = Math.ceil(sorted.length / BLOCKS_MAX);
  if (size <= 1) return sorted;
  return Array.from({ length: Math.ceil(sorted.length / size) }, (_, index) =>
    joined(sorted.slice(index * size, (index + 1) * size)),
  );
};

const joined = (blocks: readonly Block[]): Block => {
  const total = (read: (block: Block) => number) =>
    blocks.reduce((sum, block) => sum + read(block), 0);
  const power = total((block) => block.power);
  return {
    cost: total((block) => block.cost * block.power) / power,
    power: rounded(power),
    used: rounded(total(({ used }) => used)),
    kind: blocks[0]?.kind ?? 'community',
  };
};

const rounded = (value: number): number => Math.round(value * 1e3) / 1e3;
