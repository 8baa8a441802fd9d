import type { ProgrammeNames } from '@trueque/linear-program';
import type { DemandNode, Network, SupplyClass } from './network.js';

/** Names of columns and rows for people who read the programme: what, where, when. */
export const programmeNames = (network: Network): ProgrammeNames => {
  const names = new NameBook(network);
  network.periods.forEach(({ groups, links, nodes, supplies }, period) => {
    const at = `t${period}`;
    for (const supply of supplies) names.addSupply(supply, at);
    for (const node of nodes) names.addNode(node, at);
    for (const { community, hubColumns } of groups) {
      const name = `from_hub_${names.communityId(community)}_${at}`;
      for (const column of hubColumns) names.columns.set(column, name);
    }
    for (const { contract, throughColumn } of links) {
      const name = `contract_${network.market.contracts[contract]!.id}_${at}`;
      names.columns.set(throughColumn, name);
    }
  });
  for (const { peer, rows, state } of network.batteries) {
    const id = names.peerId(peer);
    rows.forEach((row, period) => names.rows.set(row, `state_${id}_t${period}`));
    state.forEach((column, period) => names.columns.set(column, `stored_${id}_t${period}`));
  }
  return {
    column: (index) => names.columns.get(index) ?? 'flow',
    row: (index) => names.rows.get(index) ?? 'node',
  };
};

class NameBook {
  readonly columns = new Map<number, string>();
  readonly rows = new Map<number, string>();

  constructor(private readonly network: Network) {}

  communityId(community: number): string {
    return this.network.market.communities[community]!.id;
  }

  peerId(peer: number): string {
    return this.network.market.peers[peer]!.id;
  }

  addSupply({ community, cost, outputColumn, row, uses }: SupplyClass, at: string): void {
    const name = `${this.communityId(community)}_at_${cost}_${at}`;
    this.rows.set(row, `supply_${name}`);
    this.columns.set(outputColumn, `output_${name}`);
    for (const { column, kind } of uses) this.columns.set(column, `${kind}_${name}`);
  }

  addNode(node: DemandNode, at: string): void {
    const { bids, charges, community, peer, purchaseColumn, row, shedColumn } = node;
    const owner = peer === undefined ? this.communityId(community) : this.peerId(peer);
    const name = `${owner}_${at}`;
    this.rows.set(row, `demand_${name}`);
    for (const { column, value } of bids) this.columns.set(column, `bid_${value}_${name}`);
    for (const charge of charges) {
      this.columns.set(charge.column, `charge_${this.peerId(charge.peer)}_${at}`);
    }
    if (purchaseColumn !== undefined) this.columns.set(purchaseColumn, `purchase_${name}`);
    if (shedColumn !== undefined) this.columns.set(shedColumn, `unmet_${name}`);
  }
}
