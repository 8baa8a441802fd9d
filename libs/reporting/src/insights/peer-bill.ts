import type { BillLine, PeerBill } from '@trueque/contracts';
import type { DataSource } from 'typeorm';
import { billSteps, type MoneyLine, sumOf } from './bill-steps.js';
import { grouped } from './grouped.js';
import { gridPrices } from './grid-prices.js';
import { instant, type Scope } from './scope.js';

interface BillAddress {
  readonly peerId: string;
  readonly communityId: string;
  readonly currency: string;
}

/** What a peer owes or is owed over the scope, beside what the main grid alone would have cost. */
export const peerBill = async (
  dataSource: DataSource,
  scope: Scope,
  { peerId, communityId, currency }: BillAddress,
): Promise<PeerBill> => {
  const parameters = [scope.marketId, scope.auctionIds, peerId];
  const [lines, runs, prices] = await Promise.all([
    dataSource.query<MoneyLine[]>(LINES, [...parameters, communityId]),
    dataSource.query<PeerBill['runs']>(RUNS, parameters),
    gridPrices(dataSource, scope),
  ]);
  const { gridOnlyNanos, steps } = billSteps(lines, prices);
  return {
    ...{ peerId, communityId, currency, gridOnlyNanos, steps, runs },
    auctions: new Set(lines.map(({ auctionId }) => auctionId)).size,
    lines: groupsOf(lines),
    totalNanos: String(sumOf(lines)),
  };
};

/** Lines of the latest statements; a trade's other side may be a neighbour, a stranger or the grid. */
const LINES = `
  SELECT l.auction_id AS "auctionId", l.period, l.kind, l.energy_wh::float8 AS "energyWh",
    l.price_micros_per_kwh::float8 AS "priceMicrosPerKwh", l.amount_nanos::text AS "amountNanos",
    CASE WHEN p.peer_id IS NULL THEN 'none' WHEN p.role = 'grid' THEN 'main-grid'
      WHEN p.community_id = $4 THEN 'own-community' ELSE 'other-communities' END
      AS "counterpartyKind"
  FROM reporting.statement_lines l
  LEFT JOIN reporting.peers p ON p.market_id = l.market_id AND p.peer_id = l.counterparty
  WHERE l.market_id = $1 AND l.auction_id = ANY($2) AND l.peer_id = $3
  ORDER BY l.auction_id, l.line`;

const RUNS = `
  SELECT r.auction_id AS "auctionId", ${instant('a.start')} AS start, r.run_id AS "runId", r.kind,
    ${instant('r.completed_at')} AS "completedAt", t.total_nanos::text AS "totalNanos"
  FROM reporting.settlement_runs r
  JOIN reporting.run_totals t USING (market_id, run_id)
  JOIN reporting.auctions a USING (market_id, auction_id)
  WHERE market_id = $1 AND auction_id = ANY($2) AND t.peer_id = $3
  ORDER BY a.start, r.completed_at, r.run_id`;

const groupsOf = (lines: readonly MoneyLine[]): BillLine[] =>
  grouped(lines, ({ kind, counterpartyKind }) => `${kind} ${counterpartyKind}`).map((group) => ({
    kind: group[0].kind,
    counterpartyKind: group[0].counterpartyKind,
    energyWh: group.reduce((sum, { energyWh }) => sum + energyWh, 0),
    amountNanos: String(sumOf(group)),
    lines: group.length,
  }));
