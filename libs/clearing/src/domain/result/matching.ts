import { compareText, InvariantBroken, splitByLargestRemainder } from '@trueque/kernel';
import type { BuyerGroup, Hub, Network, PeriodNetwork } from '../formulation/network.js';
import { type Demand, neededWh, splitDemand } from './purchases.js';
import { type Lot, type LotQueue, queueOf, takeLots } from './queue.js';
import { type ClassSplit, type Sale, splitClass } from './sales.js';
import type { WholeFlow } from './whole-flow.js';

/** Who sold to whom in a period, before prices. */
export interface Match {
  readonly sale: Sale;
  readonly buyer: number;
  readonly group: BuyerGroup;
  readonly sentWh: number;
  readonly energyWh: number;
}

/** A period in whole Wh, peer by peer. */
export interface PeriodDispatch {
  readonly classes: readonly ClassSplit[];
  readonly demands: readonly Demand[];
  readonly matches: readonly Match[];
}

/**
 * Recovers trades from pooled flows: in a community each peer first keeps what it needs of its own;
 * then sellers in merit order meet buyers in an order drawn from period and id, so that nobody is
 * first every time. N sellers and M buyers make at most N + M − 1 trades.
 */
export const dispatchPeriod = (
  { market, periods }: Network,
  period: number,
  whole: WholeFlow,
): PeriodDispatch => {
  const network = periods[period]!;
  const classes = network.supplies.map((supply) => splitClass(supply, whole));
  const demandByNode = network.nodes.map((node) => splitDemand(node, whole));
  const supply = new SupplySide(network, whole, classes);
  const rank = (peer: number): number =>
    drawOf(`${market.start}|${period}|${market.peers[peer]!.id}`);
  const matches = network.groups.flatMap((group) => {
    const buyers = buyersOf({ network, group, demandByNode, whole });
    const localWh = supply.arriveLocally(group);
    const keptWh = keepOwn(supply.localOf(group.community), buyers, localWh);
    const lots = queueOf(supply.lotsFor(group, localWh - keptWh));
    const queue = buyers
      .map((buyer) => ({ ...buyer, rank: rank(buyer.peer), id: market.peers[buyer.peer]!.id }))
      .sort((a, b) => a.rank - b.rank || compareText(a.id, b.id));
    return queue.flatMap(({ peer, wantedWh }) =>
      takeLots(lots, wantedWh).map(({ owner, receivedWh, sentWh }): Match => {
        if (owner.peer === peer) throw new InvariantBroken(`peer ${peer} would buy from itself`);
        return { sale: owner, buyer: peer, group, sentWh, energyWh: receivedWh };
      }),
    );
  });
  return { classes, demands: demandByNode.flat(), matches };
};

interface Buyer {
  readonly peer: number;
  wantedWh: number;
}

const buyersOf = (side: {
  readonly network: PeriodNetwork;
  readonly group: BuyerGroup;
  readonly demandByNode: readonly (readonly Demand[])[];
  readonly whole: WholeFlow;
}): Buyer[] =>
  side.group.nodes.flatMap((index): Buyer[] => {
    const { peer, purchaseColumn, row } = side.network.nodes[index]!;
    if (peer === undefined) {
      return side.demandByNode[index]!.map((demand) => ({
        peer: demand.peer,
        wantedWh: neededWh(demand),
      }));
    }
    const wantedWh =
      row === side.group.row
        ? inflowWh(side.group, side.whole)
        : purchaseColumn === undefined
          ? 0
          : side.whole.sentWh[purchaseColumn]!;
    return [{ peer, wantedWh }];
  });

const inflowWh = ({ arrivals, hubColumns, localColumn }: BuyerGroup, whole: WholeFlow): number =>
  [
    ...hubColumns,
    ...arrivals.map(({ column }) => column),
    ...(localColumn === undefined ? [] : [localColumn]),
  ].reduce((sum, column) => sum + whole.receivedWh[column]!, 0);

/**
 * Peers keep their own local energy up to their need, and lots and wants shrink by as much; answers
 * how much is kept. Who is told apart from the pool has served itself in the programme already, yet
 * in whole Wh its class may leave it one to sell while its node is one short: it keeps that too.
 */
const keepOwn = (
  { lots, next }: LotQueue<Sale>,
  buyers: readonly Buyer[],
  localWh: number,
): number => {
  let available = localWh;
  const wants = new Map(buyers.map((buyer) => [buyer.peer, buyer]));
  for (let index = next; index < lots.length; index++) {
    const { owner, receivedWh, sentWh } = lots[index]!;
    const buyer = wants.get(owner.peer);
    if (buyer === undefined) continue;
    const kept = Math.min(receivedWh, buyer.wantedWh, available);
    available -= kept;
    buyer.wantedWh -= kept;
    lots[index] = { owner, sentWh: sentWh - kept, receivedWh: receivedWh - kept };
  }
  return localWh - available;
};

/** Sales of a period, waiting in queues by the way they took. */
class SupplySide {
  private readonly locals = new Map<number, LotQueue<Sale>>();
  private readonly hubs: Readonly<Record<Hub, LotQueue<Sale>>> = {
    grid: queueOf([]),
    peers: queueOf([]),
  };
  private readonly links: LotQueue<Sale>[];

  constructor(
    network: PeriodNetwork,
    private readonly whole: WholeFlow,
    classes: readonly ClassSplit[],
  ) {
    const sales = classes.flatMap((split) => split.sales);
    for (const sale of sales) {
      if (sale.use.kind === 'local') this.localOf(sale.supply.community).lots.push(lotOf(sale));
      if (sale.use.kind === 'open') this.hubs[sale.supply.hub].lots.push(lotOf(sale));
    }
    const byLink = network.links.map((): Sale[] => []);
    for (const sale of sales) if (sale.use.kind === 'contract') byLink[sale.use.link]!.push(sale);
    this.links = network.links.map(({ throughColumn }, link) =>
      queueOf(delivered(byLink[link]!, whole.receivedWh[throughColumn]!)),
    );
  }

  localOf(community: number): LotQueue<Sale> {
    const queue = this.locals.get(community) ?? queueOf([]);
    this.locals.set(community, queue);
    return queue;
  }

  /** Local energy that reaches a group. */
  arriveLocally(group: BuyerGroup): number {
    if (group.localColumn !== undefined) return this.whole.receivedWh[group.localColumn]!;
    return this.localOf(group.community).lots.reduce((sum, { receivedWh }) => sum + receivedWh, 0);
  }

  /** What a group's buyers get, local first, then contracts, then the open market. */
  lotsFor(group: BuyerGroup, localWh: number): Lot<Sale>[] {
    return [
      ...takeLots(this.localOf(group.community), localWh),
      ...group.arrivals.flatMap(({ column, link }) =>
        takeLots(this.links[link]!, this.whole.receivedWh[column]!),
      ),
      ...group.hubColumns.flatMap((column) =>
        takeLots(this.hubs[group.hub], this.whole.receivedWh[column]!),
      ),
    ].filter(({ receivedWh }) => receivedWh > 0);
  }
}

const lotOf = (sale: Sale): Lot<Sale> => ({
  owner: sale,
  sentWh: sale.energyWh,
  receivedWh: sale.energyWh,
});

const delivered = (sales: readonly Sale[], receivedWh: number): Lot<Sale>[] => {
  const parts = splitByLargestRemainder(
    receivedWh,
    sales.map(({ energyWh }) => energyWh),
  );
  return sales.map((sale, index) => ({
    owner: sale,
    sentWh: sale.energyWh,
    receivedWh: parts[index]!,
  }));
};

/** FNV-1a: a number that only the text decides. */
const drawOf = (text: string): number => {
  let hash = 0x811c9dc5;
  for (let index = 0; index < text.length; index++) {
    hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193);
  }
  return hash >>> 0;
};
