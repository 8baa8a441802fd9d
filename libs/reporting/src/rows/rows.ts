import { AuctionRow } from './auction.row.js';
import {
  AuctionTimesRow,
  MeritOrderRow,
  NoticeRow,
  OfferRow,
  ReadingRow,
  RunTotalRow,
  SettlementRunRow,
  SettlementWindowRow,
} from './insight.row.js';
import { CommunityRow, ContractRow, MarketRow, PeerRow } from './market.row.js';
import { MarketNoticeRow } from './market-notice.row.js';
import { FlowRow, PriceRow, ScheduleRow, TradePeriodRow, TradeRow } from './period.row.js';
import { PostingRow, StatementLineRow, StatementRow } from './settlement.row.js';
import {
  AuctionBalanceRow,
  BalanceRow,
  CommunityEnergyRow,
  ExchangeRow,
  GridPeerRow,
  MarketEnergyRow,
  PeerEnergyRow,
  PeerSumRow,
} from './summary.row.js';

/** Tables that the projections write. */
export const tableRows = [
  MarketRow,
  CommunityRow,
  PeerRow,
  ContractRow,
  AuctionRow,
  PriceRow,
  ScheduleRow,
  TradeRow,
  FlowRow,
  StatementRow,
  StatementLineRow,
  PostingRow,
  OfferRow,
  MeritOrderRow,
  ReadingRow,
  AuctionTimesRow,
  SettlementRunRow,
  RunTotalRow,
  SettlementWindowRow,
  NoticeRow,
  GridPeerRow,
  CommunityEnergyRow,
  PeerSumRow,
  ExchangeRow,
  MarketNoticeRow,
];

/** Every table and view of the read side. */
export const reportingEntities = [
  ...tableRows,
  TradePeriodRow,
  MarketEnergyRow,
  PeerEnergyRow,
  AuctionBalanceRow,
  BalanceRow,
];
