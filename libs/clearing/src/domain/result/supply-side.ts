import { splitByLargestRemainder } from '@trueque/kernel';
import type { BuyerGroup, Hub, PeriodNetwork } from '../formulation/network.js';
import { type Lot, type LotQueue, queueOf, takeLots } from './queue.js';
import type { Sale } from './sales.js';
import type { WholeFlow } from './whole-flow.js';

/** Sales of a period, waiting in queues by the way they took. */
export class SupplySide {
  private readonly locals = new Map<number, LotQueue<Sale>>();
  private readonly hubs: Readonly<Record<Hub, LotQueue<Sale>>> = {
    grid: queueOf([]),
    peers: queueOf([]),
  };
  private readonly links: LotQueue<Sale>[];

  constructor(
    network: PeriodNetwork,
    private readonly whole: WholeFlow,
    sales: readonly Sale[],
  ) {
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
  lotsFor(group: BuyerGroup, localWh: number): LotQueue<Sale> {
    const lots: Lot<Sale>[] = [];
    const take = (from: LotQueue<Sale>, wantedWh: number): void =>
      takeLots(from, wantedWh, (lot) => {
        if (lot.receivedWh > 0) lots.push(lot);
      });
    take(this.localOf(group.community), localWh);
    for (const { column, link } of group.arrivals) {
      take(this.links[link]!, this.whole.receivedWh[column]!);
    }
    for (const column of group.hubColumns) {
      take(this.hubs[group.hub], this.whole.receivedWh[column]!);
    }
    return queueOf(lots);
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
