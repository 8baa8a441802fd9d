import { CanonicalBytes, CanonicalHash, inBytes, wholeZeros } from '@trueque/kernel';
import type { Market, Peer } from '../market/market.js';
import type { Outcome, PeriodTrade } from './outcome.js';

/**
 * SHA-256 of all that a clearing decides: prices with their bounds, schedules, trades; whole
 * numbers only, ids in canonical order. Not of who computed it, how, or how long it took.
 */
export const resultHash = (market: Market, outcome: Outcome): string => {
  const hash = new CanonicalHash();
  const ids = writtenIds(market.peers);
  hash.write('{"communities":').value(outcome.communities);
  hash.write(',"mtu":').text(market.mtu).write(',"schedules":');
  writeSchedules(hash, ids, market, outcome);
  hash.write(',"start":').text(new Date(market.start).toISOString()).write(',"trades":');
  hash.list(outcome.trades, (trade) => writeTrade(hash, ids, trade));
  return hash.write('}').hex();
};

/** All ids as they are written, side by side: trades name them in any order, and texts lie far apart. */
interface WrittenIds {
  readonly bytes: Uint8Array;
  /** That of peer n is from `starts[n]` to before `starts[n + 1]`. */
  readonly starts: Int32Array;
}

const writtenIds = (peers: readonly Peer[]): WrittenIds => {
  const texts = new CanonicalBytes();
  const starts = wholeZeros(peers.length + 1);
  peers.forEach(({ id }, index) => {
    starts[index + 1] = texts.text(id).size;
  });
  return { bytes: texts.seen(), starts };
};

const writeId = (hash: CanonicalHash, { bytes, starts }: WrittenIds, peer: number): CanonicalHash =>
  hash.partOf(bytes, starts[peer]!, starts[peer + 1]!);

const SCHEDULE = {
  chargeWh: inBytes('{"chargeWh":'),
  community: inBytes(',"community":'),
  dischargeWh: inBytes(',"dischargeWh":'),
  exportsWh: inBytes(',"exportsWh":'),
  generationWh: inBytes(',"generationWh":'),
  id: inBytes(',"id":'),
  importsWh: inBytes(',"importsWh":'),
  loadWh: inBytes(',"loadWh":'),
  servedWh: inBytes(',"servedWh":'),
  storedWh: inBytes(',"storedWh":'),
};

const writeSchedules = (
  hash: CanonicalHash,
  ids: WrittenIds,
  { communities, peers, periodsCount }: Market,
  { dispatch }: Outcome,
): CanonicalHash =>
  hash.list(peers, ({ community, index }) => {
    const [from, to] = [index * periodsCount, (index + 1) * periodsCount];
    hash.raw(SCHEDULE.chargeWh).numbers(dispatch.chargeWh, from, to);
    hash.raw(SCHEDULE.community).text(communities[community]!.id);
    hash.raw(SCHEDULE.dischargeWh).numbers(dispatch.dischargeWh, from, to);
    hash.raw(SCHEDULE.exportsWh).numbers(dispatch.exportsWh, from, to);
    hash.raw(SCHEDULE.generationWh).numbers(dispatch.generationWh, from, to);
    writeId(hash.raw(SCHEDULE.id), ids, index);
    hash.raw(SCHEDULE.importsWh).numbers(dispatch.importsWh, from, to);
    hash.raw(SCHEDULE.loadWh).numbers(dispatch.loadWh, from, to);
    hash.raw(SCHEDULE.servedWh).numbers(dispatch.servedWh, from, to);
    hash.raw(SCHEDULE.storedWh).numbers(dispatch.storedWh, from, to).write('}');
  });

const TRADE = {
  buyer: inBytes('{"buyer":'),
  buyerPriceMicrosPerKwh: inBytes(',"buyerPriceMicrosPerKwh":'),
  contract: inBytes(',"contract":'),
  energyWh: inBytes(',"energyWh":'),
  linkCostMicrosPerKwh: inBytes(',"linkCostMicrosPerKwh":'),
  period: inBytes(',"period":'),
  seller: inBytes(',"seller":'),
  sellerPriceMicrosPerKwh: inBytes(',"sellerPriceMicrosPerKwh":'),
  sentWh: inBytes(',"sentWh":'),
};

const writeTrade = (hash: CanonicalHash, ids: WrittenIds, trade: PeriodTrade): void => {
  writeId(hash.raw(TRADE.buyer), ids, trade.buyer);
  hash.raw(TRADE.buyerPriceMicrosPerKwh).number(trade.buyerPriceMicrosPerKwh);
  if (trade.contract !== undefined) hash.raw(TRADE.contract).text(trade.contract);
  hash.raw(TRADE.energyWh).number(trade.energyWh);
  hash.raw(TRADE.linkCostMicrosPerKwh).number(trade.linkCostMicrosPerKwh);
  hash.raw(TRADE.period).number(trade.period);
  writeId(hash.raw(TRADE.seller), ids, trade.seller);
  hash.raw(TRADE.sellerPriceMicrosPerKwh).number(trade.sellerPriceMicrosPerKwh);
  hash.raw(TRADE.sentWh).number(trade.sentWh).write('}');
};
