import { type CaseFile } from '@trueque/contracts';
import { InvariantBroken } from '@trueque/kernel';
import type { OptimalFace } from '../canonical/optimal-face.js';
import { balancedOn } from '../coupling/couple.js';
import type { Network, PeriodNetwork } from '../formulation/network.js';
import { CommunityAtHub } from './community-at-hub.js';
import type { CommunityDispatch } from './district-work.js';
import { communitiesOf } from './districts.js';

/** What districts have answered about one market. */
export interface Dispatches {
  readonly file: CaseFile;
  readonly hubPrices: readonly number[];
  readonly communities: readonly CommunityDispatch[];
}

/**
 * The canonical flow of the whole from what each community dispatched. Where the hub's price left a
 * choice, the balance of the hub makes it: ties are shared among all who have a part in it. Undefined where
 * the whole does not balance: then the prices were not optimal.
 */
export const assembledFlow = (network: Network, dispatches: Dispatches): Float64Array | undefined =>
  balancedOn(network, faceOf(network, dispatches));

const faceOf = (network: Network, { communities, file, hubPrices }: Dispatches): OptimalFace => {
  const face = {
    lower: Float64Array.from(network.programme.lower),
    upper: Float64Array.from(network.programme.upper),
  };
  const columnsOf = columnsByCommunity(network);
  const dispatchOf = new Map(communities.map((each) => [each.communityId, each.flowKwh]));
  for (const own of communitiesOf(file)) {
    const communityId = own.communities[0]!.id;
    const flow = dispatchOf.get(communityId);
    if (flow === undefined) throw new InvariantBroken(`${communityId} has dispatched nothing`);
    const narrowed =
      flow === null ? new CommunityAtHub(own).face(hubPrices) : { lower: flow, upper: flow };
    place(face, columnsOf.get(communityId)!, narrowed);
  }
  return face;
};

interface Bounds {
  readonly lower: ArrayLike<number>;
  readonly upper: ArrayLike<number>;
}

const place = (face: OptimalFace, columns: readonly number[], { lower, upper }: Bounds): void => {
  if (lower.length !== columns.length) {
    throw new InvariantBroken(`${lower.length} columns came where ${columns.length} are`);
  }
  columns.forEach((column, index) => {
    face.lower[column] = lower[index]!;
    face.upper[column] = upper[index]!;
  });
};

/** The columns of each community in their order, which is that of its own programme. */
const columnsByCommunity = ({
  market,
  periods,
  programme,
}: Network): ReadonlyMap<string, readonly number[]> => {
  const owner = new Int32Array(programme.rowsCount).fill(-1);
  for (const period of periods) markRows(owner, period);
  const columns = market.communities.map((): number[] => []);
  for (let column = 0; column < programme.columnsCount; column++) {
    for (let entry = programme.starts[column]!; entry < programme.starts[column + 1]!; entry++) {
      const community = owner[programme.rows[entry]!]!;
      if (community === -1) continue;
      columns[community]!.push(column);
      break;
    }
  }
  return new Map(market.communities.map(({ id }, index) => [id, columns[index]!]));
};

const markRows = (owner: Int32Array, { borders, groups, hubs, nodes, supplies }: PeriodNetwork) => {
  for (const { community, row } of [...groups, ...nodes, ...supplies]) owner[row] = community;
  borders.forEach(({ grid }, community) => {
    if (grid !== hubs.grid) owner[grid] = community;
  });
};
