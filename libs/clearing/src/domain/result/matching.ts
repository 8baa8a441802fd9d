import { floats, InvariantBroken, zeros } from '@trueque/kernel';
import type { BuyerGroup, DemandNode, Network } from '../formulation/network.js';
import { drawing } from './draw.js';
import type { PeriodTables } from './outcome.js';
import { buyersAt, neededWh, writeDemand } from './purchases.js';
import { type LotQueue, takeLots } from './queue.js';
import { type Sale, splitClass } from './sales.js';
import { SupplySide } from './supply-side.js';
import type { WholeFlow } from './whole-flow.js';

/** Who sold to whom in a period, before prices. */
export interface Match {
  readonly sale: Sale;
  readonly buyer: number;
  readonly group: BuyerGroup;
  readonly sentWh: number;
  readonly energyWh: number;
}

/**
 * Writes what peers do in a period into the tables, and recovers trades from pooled flows: in a community
 * each peer first keeps what it needs of its own; then sellers in merit order meet buyers in an order drawn
 * from period and id, so that nobody is first every time. N sellers and M buyers make at most N + M − 1 trades.
 */
export const dispatchPeriod = (
  network: Network,
  whole: WholeFlow,
  tables: PeriodTables,
): readonly Match[] => {
  const { groups, nodes, supplies } = network.periods[tables.period]!;
  for (const node of nodes) writeDemand(node, whole, tables);
  const sales = supplies.flatMap((supply) => splitClass(supply, whole, tables));
  const supply = new SupplySide(network.periods[tables.period]!, whole, sales);
  const demand = new DemandSide(network, whole, tables);
  const matches: Match[] = [];
  for (const group of groups) {
    const buyers = demand.enter(group);
    const localWh = supply.arriveLocally(group);
    const keptWh = demand.keepOwn(supply.localOf(group.community), localWh);
    const lots = supply.lotsFor(group, localWh - keptWh);
    for (const buyer of demand.inDrawnOrder(buyers)) {
      takeLots(lots, demand.leave(buyer), ({ owner, receivedWh, sentWh }) => {
        if (owner.peer === buyer) throw new InvariantBroken(`peer ${buyer} would buy from itself`);
        matches.push({ sale: owner, buyer, group, sentWh, energyWh: receivedWh });
      });
    }
  }
  return matches;
};

const PLACES = 2 ** 21;

/** What the buyers of one group after another want. */
class DemandSide {
  /** Wh by peer; nothing for who is not of the group. */
  private readonly wantedWh: Float64Array;
  private readonly draw: (id: string) => number;

  constructor(
    private readonly network: Network,
    private readonly whole: WholeFlow,
    private readonly tables: PeriodTables,
  ) {
    const { peers, start } = network.market;
    this.wantedWh = zeros(peers.length);
    this.draw = drawing(`${start}|${tables.period}|`);
  }

  /** The buyers of a group, whose wants count from now on. */
  enter(group: BuyerGroup): readonly number[] {
    const { nodes } = this.network.periods[this.tables.period]!;
    return group.nodes.flatMap((index) => {
      const node = nodes[index]!;
      const buyers = node.peer === undefined ? buyersAt(node) : [node.peer];
      for (const peer of buyers) {
        this.wantedWh[peer] =
          node.peer === undefined ? neededWh(this.tables, peer) : this.boughtWh(group, node);
      }
      return buyers;
    });
  }

  /**
   * Peers keep their own local energy up to their need, and lots and wants shrink by as much; answers
   * how much is kept. Who is told apart from the pool has served itself in the programme already, yet
   * in whole Wh its class may leave it one to sell while its node is one short: it keeps that too.
   */
  keepOwn({ lots, next }: LotQueue<Sale>, localWh: number): number {
    let available = localWh;
    for (let index = next; index < lots.length; index++) {
      const { owner, receivedWh, sentWh } = lots[index]!;
      const kept = Math.min(receivedWh, this.wantedWh[owner.peer]!, available);
      if (kept === 0) continue;
      available -= kept;
      this.wantedWh[owner.peer]! -= kept;
      lots[index] = { owner, sentWh: sentWh - kept, receivedWh: receivedWh - kept };
    }
    return localWh - available;
  }

  /** Those who still want something by their draw; ties by id, whose order is that of the peers. */
  inDrawnOrder(buyers: readonly number[]): readonly number[] {
    const { peers } = this.network.market;
    const waiting = buyers.filter((peer) => this.wantedWh[peer]! > 0).sort((a, b) => a - b);
    if (waiting.length > PLACES) throw new InvariantBroken('too many buyers in one community');
    // A draw of 32 bits and a place of 21 make one number, and numbers alone sort fast.
    const places = floats(
      waiting.length,
      (place) => this.draw(peers[waiting[place]!]!.id) * PLACES + place,
    ).sort();
    return Array.from(places, (place) => waiting[place % PLACES]!);
  }

  /** What a buyer wants; it has had its turn. */
  leave(peer: number): number {
    const wantedWh = this.wantedWh[peer]!;
    this.wantedWh[peer] = 0;
    return wantedWh;
  }

  /** What a peer told apart from the pool gets from elsewhere. */
  private boughtWh(group: BuyerGroup, { purchaseColumn, row }: DemandNode): number {
    if (row === group.row) return inflowWh(group, this.whole);
    return purchaseColumn === undefined ? 0 : this.whole.sentWh[purchaseColumn]!;
  }
}

const inflowWh = (
  { arrivals, hubColumns, localColumn }: BuyerGroup,
  { receivedWh }: WholeFlow,
): number => {
  let sumWh = localColumn === undefined ? 0 : receivedWh[localColumn]!;
  for (const column of hubColumns) sumWh += receivedWh[column]!;
  for (const { column } of arrivals) sumWh += receivedWh[column]!;
  return sumWh;
};
