import type { SharingKey } from '@trueque/contracts';
import { wholeShares } from './whole-shares.js';

/** What every member took and gave in one period, Wh, in the order of the community's members. */
export interface MeteredPeriod {
  readonly takenWh: readonly number[];
  readonly givenWh: readonly number[];
}

/** How the members shared it, in the same order. What is bought sums to what is sold. */
export interface SharedPeriod {
  readonly boughtWh: readonly number[];
  readonly soldWh: readonly number[];
  /** Bought from others and not used: the member feeds it in as its own. */
  readonly unusedWh: readonly number[];
}

export type ShareEnergy = (metered: MeteredPeriod) => SharedPeriod;

/**
 * A sharing key, made ready for the members of a community, in order of id. Ids of the key that are
 * no members have no part.
 */
export const shareEnergyBy = (key: SharingKey, memberIds: readonly string[]): ShareEnergy => {
  switch (key.kind) {
    case 'dynamic':
    case 'minimum-of-sums': // The caller hands in whole hours.
      return proRata;
    case 'static':
      return byStaticKey(key, memberIds);
    case 'hierarchical':
      return byGroups(groupsOf(key.groups, memberIds));
    case 'matrix':
      return byMatrix(key.shares, memberIds);
  }
};

type KeyOf<Kind extends SharingKey['kind']> = Extract<SharingKey, { readonly kind: Kind }>;

const proRata: ShareEnergy = ({ takenWh, givenWh }) => {
  const sharedWh = Math.min(totalOf(takenWh), totalOf(givenWh));
  return {
    boughtWh: wholeShares(sharedWh, takenWh),
    soldWh: wholeShares(sharedWh, givenWh),
    unusedWh: takenWh.map(() => 0),
  };
};

const byStaticKey = (
  { shares, unusedShare }: KeyOf<'static'>,
  memberIds: readonly string[],
): ShareEnergy => {
  const ppmOf = new Map(shares.map(({ peerId, sharePpm }) => [peerId, sharePpm]));
  const ppm = memberIds.map((id) => ppmOf.get(id) ?? 0);
  return ({ takenWh, givenWh }) => {
    const allotted = allottedWh(totalOf(givenWh), ppm);
    const used = allotted.map((wh, index) => Math.min(wh, takenWh[index] ?? 0));
    const boughtWh = unusedShare === 'member' ? allotted : used;
    return {
      boughtWh,
      soldWh: wholeShares(totalOf(boughtWh), givenWh),
      unusedWh: boughtWh.map((wh, index) => wh - (used[index] ?? 0)),
    };
  };
};

/** Everyone's share of the energy in whole Wh; what the shares leave of one stays undivided. */
const allottedWh = (energyWh: number, ppm: readonly number[]): number[] =>
  wholeShares(Math.floor((energyWh * totalOf(ppm)) / 1_000_000), ppm);

const groupsOf = (groups: readonly (readonly string[])[], memberIds: readonly string[]) => {
  const placed = memberIds.map((id) => groups.findIndex((group) => group.includes(id)));
  return placed.map((group) => (group === -1 ? groups.length : group));
};

const byGroups =
  (groupOf: readonly number[]): ShareEnergy =>
  ({ takenWh, givenWh }) => {
    const boughtWh = takenWh.map(() => 0);
    let leftWh = totalOf(givenWh);
    for (const group of [...new Set(groupOf)].sort((a, b) => a - b)) {
      const wanted = takenWh.map((wh, index) => (groupOf[index] === group ? wh : 0));
      const servedWh = Math.min(leftWh, totalOf(wanted));
      wholeShares(servedWh, wanted).forEach((wh, index) => (boughtWh[index]! += wh));
      leftWh -= servedWh;
    }
    const soldWh = wholeShares(totalOf(boughtWh), givenWh);
    return { boughtWh, soldWh, unusedWh: takenWh.map(() => 0) };
  };

/** A row of shares for every producer; a consumer with more than it took returns some to each. */
const byMatrix = (shares: KeyOf<'matrix'>['shares'], memberIds: readonly string[]): ShareEnergy => {
  const placeOf = new Map(memberIds.map((id, index) => [id, index]));
  const rows = memberIds.map(() => memberIds.map(() => 0));
  for (const { producerId, consumerId, sharePpm } of shares) {
    const [row, column] = [rows[placeOf.get(producerId) ?? -1], placeOf.get(consumerId)];
    if (row !== undefined && column !== undefined) row[column] = sharePpm;
  }
  return ({ takenWh, givenWh }) => {
    const allotted = rows.map((ppm, producer) => allottedWh(givenWh[producer] ?? 0, ppm));
    const soldWh = memberIds.map(() => 0);
    const boughtWh = takenWh.map((wh, consumer) => {
      const offered = allotted.map((row) => row[consumer] ?? 0);
      const usedWh = Math.min(wh, totalOf(offered));
      wholeShares(usedWh, offered).forEach((part, producer) => (soldWh[producer]! += part));
      return usedWh;
    });
    return { boughtWh, soldWh, unusedWh: takenWh.map(() => 0) };
  };
};

const totalOf = (values: readonly number[]): number => values.reduce((sum, wh) => sum + wh, 0);
