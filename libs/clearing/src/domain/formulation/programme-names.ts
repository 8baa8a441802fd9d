import type { ProgrammeNames } from '@trueque/linear-program';
import type { Network } from './network.js';

/** Names of columns and rows for people who read the programme: what, where, when. */
export const programmeNames = (network: Network): ProgrammeNames => {
  const columns = new Map<number, string>();
  const rows = new Map<number, string>();
  const { communities, contracts, peers } = network.market;
  network.periods.forEach(({ groups, links, nodes, supplies }, period) => {
    const at = `t${period}`;
    for (const { community, cost, outputColumn, row, uses } of supplies) {
      const name = `${communities[community]!.id}_at_${cost}_${at}`;
      rows.set(row, `supply_${name}`);
      columns.set(outputColumn, `output_${name}`);
      for (const { column, kind } of uses) columns.set(column, `${kind}_${name}`);
    }
    for (const { bids, charges, community, peer, purchaseColumn, row, shedColumn } of nodes) {
      const name = `${peer === undefined ? communities[community]!.id : peers[peer]!.id}_${at}`;
      rows.set(row, `demand_${name}`);
      for (const { column, value } of bids) columns.set(column, `bid_${value}_${name}`);
      for (const { column, peer: owner } of charges) {
        columns.set(column, `charge_${peers[owner]!.id}_${at}`);
      }
      if (purchaseColumn !== undefined) columns.set(purchaseColumn, `purchase_${name}`);
      if (shedColumn !== undefined) columns.set(shedColumn, `unmet_${name}`);
    }
    for (const { community, hubColumns } of groups) {
      for (const column of hubColumns)
        columns.set(column, `from_hub_${communities[community]!.id}_${at}`);
    }
    for (const { contract, throughColumn } of links) {
      columns.set(throughColumn, `contract_${contracts[contract]!.id}_${at}`);
    }
  });
  for (const { peer, rows: stateRows, state } of network.batteries) {
    stateRows.forEach((row, period) => rows.set(row, `state_${peers[peer]!.id}_t${period}`));
    state.forEach((column, period) => columns.set(column, `stored_${peers[peer]!.id}_t${period}`));
  }
  return {
    column: (index) => columns.get(index) ?? 'flow',
    row: (index) => rows.get(index) ?? 'node',
  };
};
