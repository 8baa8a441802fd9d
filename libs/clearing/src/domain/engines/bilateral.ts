import { type Entry, type LpSolver, ProgrammeBuilder } from '@trueque/linear-program';
import { solveOrThrow } from '../canonical/not-proven.js';
import { contractLinkCost, exchangeCost, localLinkCost } from '../formulation/exchange-cost.js';
import type { Contract, Market, Party, Peer } from '../market/market.js';

/**
 * The paper's own formulation, with a column for every seller, buyer and way: slow and obvious, the
 * oracle of the pooled one. Peers, not classes; minima as rows; nothing merged. N² columns a period.
 */
export const bilateralObjective = (market: Market, solver: LpSolver): number =>
  solveOrThrow(solver, bilateralProgramme(market)).objective;

export const bilateralProgramme = (market: Market) => {
  const oracle = new Oracle(market);
  for (let period = 0; period < market.periodsCount; period++) oracle.addPeriod(period);
  return oracle.builder.build();
};

/** Something that can be sold: a step of generation, or what a battery gives. */
interface Unit {
  readonly peer: Peer;
  readonly cost: number;
  readonly row: number;
}

/** A way from a seller to a buyer, and the shared limits it counts against. */
interface Way {
  readonly linkCost: number;
  readonly contract: Contract | undefined;
}

class Oracle {
  readonly builder = new ProgrammeBuilder();
  private readonly stateRows: ReadonlyMap<number, readonly number[]>;

  constructor(private readonly market: Market) {
    this.stateRows = new Map(
      market.peers.flatMap((peer) => (peer.battery ? [[peer.index, this.addStates(peer)]] : [])),
    );
  }

  private addStates({ battery }: Peer): number[] {
    const { capacityKwh, chargeKwh, finalKwh, initialKwh, minKwh } = battery!;
    const rows = Array.from(chargeKwh, (_, period) =>
      this.builder.addRow(period === 0 ? -initialKwh : 0),
    );
    rows.forEach((row, period) => {
      const isLast = period === rows.length - 1;
      const entries: Entry[] = [[row, -1]];
      if (!isLast) entries.push([rows[period + 1]!, 1]);
      this.builder.addColumn({ lower: isLast ? finalKwh : minKwh, upper: capacityKwh, entries });
    });
    return rows;
  }

  addPeriod(period: number): void {
    const demandRows = this.market.peers.map((peer) => this.addDemand(peer, period));
    const units = this.market.peers.flatMap((peer) => this.addUnits(peer, period));
    const limits = new SharedLimits(this.builder, this.market, period);
    for (const unit of units) {
      this.builder.addColumn({
        entries: [
          [unit.row, -1],
          [demandRows[unit.peer.index]!, 1],
        ],
      });
      if (unit.peer.roles[period] === 'consumer') continue;
      for (const buyer of this.market.peers) {
        if (buyer === unit.peer || buyer.roles[period] === 'producer') continue;
        for (const way of waysBetween(this.market, { seller: unit.peer, buyer, period })) {
          this.addExchange({ unit, buyer, way, period }, demandRows[buyer.index]!, limits);
        }
      }
    }
  }

  private addDemand(peer: Peer, period: number): number {
    const { battery, bids, loadKwh } = peer;
    const row = this.builder.addRow(loadKwh[period]);
    for (const { energyKwh, value } of bids) {
      const [upper, cost] = [energyKwh[period]!, -value[period]!];
      this.builder.addColumn({ cost, upper, entries: [[row, -1]] });
    }
    const { shortage } = this.market.rules;
    if (shortage !== 'reject') {
      const [upper, cost] = [loadKwh[period]!, shortage.curtailAt];
      this.builder.addColumn({ cost, upper, entries: [[row, 1]] });
    }
    if (battery) {
      const stateRow = this.stateRows.get(peer.index)![period]!;
      this.builder.addColumn({
        upper: battery.chargeKwh[period]!,
        entries: [
          [row, -1],
          [stateRow, battery.chargeEfficiency],
        ],
      });
    }
    return row;
  }

  private addUnits(peer: Peer, period: number): Unit[] {
    const units: Unit[] = [];
    if (peer.roles[period] !== 'consumer' && peer.steps.length > 0) {
      // Σ P − surplus over the minimum = Pmin
      const minimumRow = this.builder.addRow(peer.mustRunKwh[period]);
      this.builder.addColumn({ entries: [[minimumRow, -1]] });
      for (const { cost, energyKwh } of peer.steps) {
        const row = this.builder.addRow();
        this.builder.addColumn({
          cost: cost[period]!,
          upper: energyKwh[period]!,
          entries: [
            [row, 1],
            [minimumRow, 1],
          ],
        });
        units.push({ peer, cost: cost[period]!, row });
      }
    }
    if (peer.battery) {
      const { dischargeEfficiency, dischargeKwh, wearCost } = peer.battery;
      const row = this.builder.addRow();
      const stateRow = this.stateRows.get(peer.index)![period]!;
      this.builder.addColumn({
        cost: wearCost[period]!,
        upper: dischargeKwh[period]!,
        entries: [
          [row, 1],
          [stateRow, -1 / dischargeEfficiency],
        ],
      });
      units.push({ peer, cost: wearCost[period]!, row });
    }
    return units;
  }

  private addExchange(
    { buyer, period, unit, way }: { unit: Unit; buyer: Peer; way: Way; period: number },
    demandRow: number,
    limits: SharedLimits,
  ): void {
    const delivered = 1 - (way.contract?.loss[period] ?? 0);
    const column = this.builder.addColumn({
      cost: exchangeCost(this.market.rules, {
        sellerCost: unit.cost,
        linkCost: way.linkCost,
        delivered,
      }),
      entries: [
        [unit.row, -1],
        [demandRow, delivered],
      ],
    });
    limits.count(column, { seller: unit.peer, buyer, contract: way.contract, delivered });
  }
}

/** Rows for the limits of communities and contracts in one period, made when first counted against. */
class SharedLimits {
  private readonly rows = new Map<string, number>();

  constructor(
    private readonly builder: ProgrammeBuilder,
    private readonly market: Market,
    private readonly period: number,
  ) {}

  count(
    column: number,
    {
      buyer,
      contract,
      delivered,
      seller,
    }: {
      seller: Peer;
      buyer: Peer;
      contract: Contract | undefined;
      delivered: number;
    },
  ): void {
    if (contract) this.join(column, contract.id, contract.capacityKwh?.[this.period], 1);
    if (seller.community === buyer.community) return;
    const { exportLimitKwh } = this.market.communities[seller.community]!;
    const { importLimitKwh } = this.market.communities[buyer.community]!;
    this.join(column, `out ${seller.community}`, exportLimitKwh?.[this.period], 1);
    this.join(column, `in ${buyer.community}`, importLimitKwh?.[this.period], delivered);
  }

  private join(column: number, name: string, limitKwh: number | undefined, factor: number): void {
    if (limitKwh === undefined) return;
    let row = this.rows.get(name);
    if (row === undefined) {
      row = this.builder.addRow(limitKwh);
      this.builder.addColumn({ entries: [[row, 1]] });
      this.rows.set(name, row);
    }
    this.builder.addEntry(column, row, factor);
  }
}

interface Pair {
  readonly seller: Peer;
  readonly buyer: Peer;
  readonly period: number;
}

/** Every way this seller may reach this buyer: inside, openly, under the most specific contract. */
const waysBetween = (market: Market, pair: Pair): Way[] => {
  const { buyer, period, seller } = pair;
  const exportCost = seller.exportCost[period]!;
  if (seller.community === buyer.community) {
    return [{ linkCost: localLinkCost(market.rules, exportCost), contract: undefined }];
  }
  const contract = coveringContract(market, pair);
  return [
    ...(isOpen(market, pair) ? [{ linkCost: exportCost, contract: undefined }] : []),
    ...(contract ? [{ linkCost: contractLinkCost(contract, period, exportCost), contract }] : []),
  ];
};

const isOpen = ({ rules }: Market, { buyer, period, seller }: Pair): boolean =>
  rules.structure !== 'community' ||
  (seller.roles[period] === 'grid') !== (buyer.roles[period] === 'grid');

/** Said again in the plainest way, so that it can be wrong in other ways than `coverage.ts`. */
const coveringContract = (
  { contracts, rules }: Market,
  { buyer, seller }: Pair,
): Contract | undefined => {
  const covers = (party: Party, peer: Peer): boolean =>
    party.peer === undefined ? party.community === peer.community : party.peer === peer.index;
  const specificity = ({ from, to }: Contract): number =>
    (from.peer === undefined ? 0 : 2) + (to.peer === undefined ? 0 : 1);
  return contracts
    .filter(({ from, to }) => covers(from, seller) && covers(to, buyer))
    .filter(
      ({ from, to }) =>
        rules.structure !== 'p2p' || (from.peer !== undefined && to.peer !== undefined),
    )
    .sort((a, b) => specificity(b) - specificity(a))[0];
};
