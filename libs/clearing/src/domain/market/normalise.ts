import type {
  CaseContract,
  CaseFile,
  CasePeer,
  Generation,
  Role,
  Storage,
} from '@trueque/contracts';
import { compareText, floats, mtuHours } from '@trueque/kernel';
import type { Battery, Contract, Market, Party, Peer, Series, Step } from './market.js';
import { sortedById } from './sorted-by-id.js';

/** Writes a checked case file out in canonical form (kW become kWh per period). */
export const normalise = (file: CaseFile): Market => {
  const reader = readerOf(file);
  const communities = sortedById(file.communities).map((community) => ({
    id: community.id,
    importLimitKwh: optional(community.importLimit, reader.energy),
    exportLimitKwh: optional(community.exportLimit, reader.energy),
  }));
  const communityIndex = indexById(communities);
  const peers = sortedById(file.peers).map((peer, index) =>
    normalisePeer(peer, { index, community: communityIndex.get(peer.community)! }, reader),
  );
  return {
    name: file.name ?? '',
    start: file.start,
    mtu: file.mtu,
    periodsCount: file.periods,
    rules: file.rules,
    communities,
    peers,
    contracts: contractsOf(file, reader, { communityIndex, peers }),
  };
};

/** How scalars and arrays of this file become series. */
interface Reader {
  readonly roles: (role: Role | readonly Role[]) => readonly Role[];
  readonly plain: (value: number | readonly number[] | undefined) => Series;
  readonly energy: (powerKw: number | readonly number[] | undefined) => Series;
}

const readerOf = (file: CaseFile): Reader => {
  const hours = mtuHours(file.mtu);
  return {
    roles: rolesReader(file.periods),
    plain: seriesReader(file.periods, 1),
    energy: seriesReader(file.periods, hours),
  };
};

/** Values that do not change are one series for all who say them: large markets repeat a few. */
const seriesReader = (periodsCount: number, factor: number): Reader['plain'] => {
  const known = new Map<number, Series>();
  const steady = (value: number): Series => {
    const series = known.get(value) ?? new Float64Array(periodsCount).fill(value * factor);
    if (known.size < SHARED_SERIES_MAX) known.set(value, series);
    return series;
  };
  return (value = 0) => {
    if (typeof value === 'number') return steady(value);
    if (periodsCount === 1) return steady(value[0]!);
    return floats(value.length, (period) => value[period]! * factor);
  };
};

const SHARED_SERIES_MAX = 100_000;

const isSeries = <Item>(value: Item | readonly Item[]): value is readonly Item[] =>
  Array.isArray(value);

const optional = <Value, Answer>(
  value: Value | undefined,
  read: (value: Value) => Answer,
): Answer | undefined => (value === undefined ? undefined : read(value));

const indexById = (items: readonly { readonly id: string }[]): Map<string, number> =>
  new Map(items.map(({ id }, index) => [id, index]));

/** One empty list for all who have nothing. */
const NONE: readonly never[] = [];

const normalisePeer = (
  peer: CasePeer,
  place: { readonly index: number; readonly community: number },
  reader: Reader,
): Peer => ({
  index: place.index,
  id: peer.id,
  community: place.community,
  roles: reader.roles(peer.role),
  steps: optional(peer.generation, (generation) => stepsOf(generation, reader)) ?? NONE,
  mustRunKwh: reader.energy(peer.generation?.min),
  exportCost: reader.plain(peer.exportCost),
  loadKwh: reader.energy(peer.load),
  bids:
    peer.bids?.map(({ power, value }) => ({
      energyKwh: reader.energy(power),
      value: reader.plain(value),
    })) ?? NONE,
  battery: optional(peer.storage, (storage) => batteryOf(storage, reader)),
});

/** A role that does not change is one list for all who have it. */
const rolesReader = (periodsCount: number): Reader['roles'] => {
  const steady = new Map<Role, readonly Role[]>();
  return (role) => {
    if (isSeries(role)) return role.slice(0, periodsCount);
    const roles = steady.get(role) ?? Array.from({ length: periodsCount }, () => role);
    steady.set(role, roles);
    return roles;
  };
};

const stepsOf = (generation: Generation, reader: Reader): Step[] =>
  'steps' in generation
    ? generation.steps.map(({ power, cost }) => ({
        energyKwh: reader.energy(power),
        cost: reader.plain(cost),
      }))
    : [{ energyKwh: reader.energy(generation.max), cost: reader.plain(generation.cost) }];

const batteryOf = (storage: Storage, reader: Reader): Battery => {
  const minKwh = storage.min ?? 0;
  return {
    capacityKwh: storage.capacity,
    minKwh,
    initialKwh: storage.initial,
    finalKwh: finalState(storage, minKwh),
    chargeKwh: reader.energy(storage.charge),
    dischargeKwh: reader.energy(storage.discharge),
    chargeEfficiency: storage.chargeEfficiency ?? 1,
    dischargeEfficiency: storage.dischargeEfficiency ?? 1,
    wearCost: reader.plain(storage.cost),
  };
};

const finalState = ({ final, initial }: Storage, minKwh: number): number => {
  if (final === 'free') return minKwh;
  return final === 'initial' ? initial : Math.max(final, minKwh);
};

interface Parties {
  readonly communityIndex: ReadonlyMap<string, number>;
  readonly peers: readonly Peer[];
}

const contractsOf = ({ contracts }: CaseFile, reader: Reader, parties: Parties): Contract[] => {
  if (contracts.length === 0) return [];
  const partyOf = partyFinder(parties);
  return contracts
    .map((contract) => normaliseContract(contract, partyOf, reader))
    .sort((a, b) => compareText(a.id, b.id));
};

const partyFinder = ({ communityIndex, peers }: Parties) => {
  const peerIndex = indexById(peers);
  return (id: string): Party => {
    const peer = peerIndex.get(id);
    return peer === undefined
      ? { community: communityIndex.get(id)!, peer: undefined }
      : { community: peers[peer]!.community, peer };
  };
};

const normaliseContract = (
  contract: CaseContract,
  partyOf: (id: string) => Party,
  reader: Reader,
): Contract => ({
  id: `${contract.from}→${contract.to}`,
  from: partyOf(contract.from),
  to: partyOf(contract.to),
  exportCost: optional(contract.exportCost, reader.plain),
  surcharge: optional(contract.surcharge, reader.plain),
  capacityKwh: optional(contract.capacity, reader.energy),
  loss: reader.plain(contract.loss),
});
