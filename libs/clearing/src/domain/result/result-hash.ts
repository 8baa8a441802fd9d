import { CanonicalHash } from '@trueque/kernel';
import type { Market } from '../market/market.js';
import type { Outcome, PeriodTrade } from './outcome.js';

/**
 * SHA-256 of all that a clearing decides: prices with their bounds, schedules, trades; whole
 * numbers only, ids in canonical order. Not of who computed it, how, or how long it took.
 */
export const resultHash = (market: Market, outcome: Outcome): string => {
  const hash = new CanonicalHash();
  hash.write('{"communities":').value(outcome.communities);
  hash.write(',"mtu":').text(market.mtu).write(',"schedules":');
  writeSchedules(hash, market, outcome);
  hash.write(',"start":').text(new Date(market.start).toISOString()).write(',"trades":');
  hash.list(outcome.trades, (trade) => writeTrade(hash, market, trade));
  return hash.write('}').hex();
};

const writeSchedules = (
  hash: CanonicalHash,
  { communities, peers, periodsCount }: Market,
  { dispatch }: Outcome,
): CanonicalHash =>
  hash.list(peers, ({ community, id, index }) => {
    const [from, to] = [index * periodsCount, (index + 1) * periodsCount];
    hash.write('{"chargeWh":').numbers(dispatch.chargeWh, from, to);
    hash.write(',"community":').text(communities[community]!.id);
    hash.write(',"dischargeWh":').numbers(dispatch.dischargeWh, from, to);
    hash.write(',"exportsWh":').numbers(dispatch.exportsWh, from, to);
    hash.write(',"generationWh":').numbers(dispatch.generationWh, from, to);
    hash.write(',"id":').text(id);
    hash.write(',"importsWh":').numbers(dispatch.importsWh, from, to);
    hash.write(',"loadWh":').numbers(dispatch.loadWh, from, to);
    hash.write(',"servedWh":').numbers(dispatch.servedWh, from, to);
    hash.write(',"storedWh":').numbers(dispatch.storedWh, from, to).write('}');
  });

const writeTrade = (hash: CanonicalHash, { peers }: Market, trade: PeriodTrade): void => {
  hash.write('{"buyer":').text(peers[trade.buyer]!.id);
  hash.write(',"buyerPriceMicrosPerKwh":').number(trade.buyerPriceMicrosPerKwh);
  if (trade.contract !== undefined) hash.write(',"contract":').text(trade.contract);
  hash.write(',"energyWh":').number(trade.energyWh);
  hash.write(',"linkCostMicrosPerKwh":').number(trade.linkCostMicrosPerKwh);
  hash.write(',"period":').number(trade.period);
  hash.write(',"seller":').text(peers[trade.seller]!.id);
  hash.write(',"sellerPriceMicrosPerKwh":').number(trade.sellerPriceMicrosPerKwh);
  hash.write(',"sentWh":').number(trade.sentWh).write('}');
};
