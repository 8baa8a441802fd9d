import { z } from 'zod';
import { at, count, nanos, pageOf, text, wh } from './units.js';

/** What a peer was cleared to do, and what its meter says; null where it says nothing. */
export const peerTotalsSchema = z.object({
  peerId: text,
  communityId: text,
  role: text.nullable(),
  generationWh: wh,
  importsWh: wh,
  exportsWh: wh,
  chargeWh: wh,
  dischargeWh: wh,
  loadWh: wh,
  servedWh: wh,
  meteredImportsWh: wh.nullable(),
  meteredExportsWh: wh.nullable(),
  totalNanos: nanos.nullable(),
});

export const peerTotalsPageSchema = pageOf(peerTotalsSchema).extend({
  peers: count,
});

export const PEER_ORDERS = ['generation', 'imports', 'exports', 'served', 'name'] as const;

/** One part of the way from what the grid alone would have cost to the total. */
export const billStepSchema = z.object({
  code: z.enum(['own-community', 'other-communities', 'main-grid', 'sales', 'links', 'deviations']),
  energyWh: wh,
  /** Negative is to pay more, positive is saved or earned. */
  amountNanos: nanos,
});

/** Lines of one kind, of one period where many are asked for. */
export const billLineSchema = z.object({
  kind: text,
  counterpartyKind: z.enum(['own-community', 'other-communities', 'main-grid', 'none']),
  energyWh: wh,
  amountNanos: nanos,
  lines: count,
});

export const billRunSchema = z.object({
  auctionId: text,
  start: at,
  runId: text,
  kind: text,
  completedAt: at,
  totalNanos: nanos,
});

export const peerBillSchema = z.object({
  peerId: text,
  communityId: text,
  currency: text,
  auctions: count,
  /** The same net energy, bought from and sold to the main grid alone; null without a grid's offer. */
  gridOnlyNanos: nanos.nullable(),
  steps: z.array(billStepSchema),
  lines: z.array(billLineSchema),
  runs: z.array(billRunSchema),
  totalNanos: nanos,
});

export type PeerTotals = z.infer<typeof peerTotalsSchema>;
export type PeerTotalsPage = z.infer<typeof peerTotalsPageSchema>;
export type PeerOrder = (typeof PEER_ORDERS)[number];
export type BillStep = z.infer<typeof billStepSchema>;
export type BillLine = z.infer<typeof billLineSchema>;
export type PeerBill = z.infer<typeof peerBillSchema>;
