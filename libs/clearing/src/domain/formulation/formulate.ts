import type { Market } from '../market/market.js';
import { addDemand } from './demand.js';
import { type Draft, draftOf } from './draft.js';
import { addLinks } from './links.js';
import type { ContractLink, Network, PeriodNetwork, SupplyClass } from './network.js';
import { addSupplies } from './supply.js';

/**
 * The pooled programme of a market (market model §2 and §4), in kWh:
 *
 *   min   Σ_t [ Σ_n Cg·P + Σ (Cα + Cβ)·exchange + Σ w·dis − Σ v·d + VOLL·shed ]                (1)
 *   s.t.  supply class   output = Σ self + local + open + Σ contract                             (9)
 *         demand node    self + purchases + shed − Σ d − ch = L                                  (8)
 *         pool, hub, contract: what comes in goes out, less the contract's loss                  (4)–(6)
 *         battery        S_t = S_{t−1} + ηc·ch − dis/ηd                                          (7)
 *
 * O(peers + communities + contracts) columns a period.
 */
export const formulate = (market: Market): Network => {
  const draft = draftOf(market);
  const periods = Array.from({ length: market.periodsCount }, (_, period) =>
    addPeriod(draft, period),
  );
  return {
    market,
    periods,
    programme: draft.builder.build(),
    limitRows: draft.limitRows,
    batteries: [...draft.batteries].map(([peer, { charge, discharge, rows, state }]) => ({
      peer,
      rows,
      charge,
      discharge,
      state,
    })),
  };
};

const addPeriod = (draft: Draft, period: number): PeriodNetwork => {
  const demand = addDemand(draft, period);
  const links = addLinks(draft, period, demand);
  const supplies = addSupplies(draft, { period, demand, links });
  return {
    supplies,
    nodes: demand.nodes,
    groups: demand.groups,
    pools: demand.groups.filter(({ peer }) => peer === undefined),
    links: links.links,
    borders: links.borders,
    hubs: links.hubs,
    distantColumns: distantColumns(links.links, supplies),
  };
};

const distantColumns = (
  links: readonly ContractLink[],
  supplies: readonly SupplyClass[],
): readonly number[] => {
  const columns = links.map(({ throughColumn }) => throughColumn);
  for (const { uses } of supplies) {
    for (const { column, kind } of uses) if (kind === 'open') columns.push(column);
  }
  return columns;
};
