import fc from 'fast-check';
import type { ClearedAuction, ClearedTrade, GridTariff, PeerReading } from '../domain/facts.js';
import type { SettleAuction } from '../domain/settlement.decider.js';
import { clearedAuction } from './cleared-auction.js';
import { settledRun } from './settled-run.js';

const MEMBERS: Readonly<Record<string, string>> = {
  G: 'C1',
  P1: 'C1',
  P2: 'C1',
  P3: 'C2',
  P4: 'C2',
  P5: 'C2',
  P6: 'C3',
};
const PEERS = Object.keys(MEMBERS);
const OWNERS = [
  undefined,
  { account: 'network:dso' },
  { account: 'community:C2' },
  { account: 'peer:P3', communityId: 'C2' },
  { account: 'peer:P9', communityId: 'C3' },
];

const energy = fc.nat({ max: 1_000_000_000 });
const price = fc.integer({ min: -500_000, max: 5_000_000 });

const series = <Value>(value: fc.Arbitrary<Value>, periods: number) =>
  fc.array(value, { minLength: periods, maxLength: periods });

const trade = (periods: number): fc.Arbitrary<ClearedTrade> =>
  fc
    .record({
      parties: fc.shuffledSubarray(PEERS, { minLength: 2, maxLength: 2 }),
      eventId: fc.uuid({ version: 7 }),
      contracted: fc.boolean(),
      owner: fc.constantFrom(...OWNERS),
      sentWh: series(energy, periods),
      arrives: fc.double({ min: 0, max: 1, noNaN: true }),
      buyerPriceMicrosPerKwh: series(price, periods),
      sellerPriceMicrosPerKwh: series(price, periods),
      linkCostMicrosPerKwh: series(price, periods),
    })
    .map(
      ({ parties: [sellerId = 'P1', buyerId = 'P2'], contracted, owner, arrives, ...traded }) => {
        const sellerCommunityId = MEMBERS[sellerId] ?? 'C1';
        const buyerCommunityId = MEMBERS[buyerId] ?? 'C1';
        return {
          ...traded,
          ...{ sellerId, buyerId, sellerCommunityId, buyerCommunityId },
          owner: contracted ? owner : undefined,
          contract: contracted ? `${sellerCommunityId}→${buyerCommunityId}` : undefined,
          energyWh: traded.sentWh.map((sentWh) => Math.floor(sentWh * arrives)),
        };
      },
    );

const tariff = (periods: number): fc.Arbitrary<GridTariff> =>
  fc.record({
    peerId: fc.constant('G'),
    communityId: fc.constant('C1'),
    importPriceMicrosPerKwh: series(fc.option(price), periods),
    feedInPriceMicrosPerKwh: series(fc.option(price), periods),
  });

const auctionOf = (periods: number): fc.Arbitrary<ClearedAuction> =>
  fc
    .record({
      trades: fc.array(trade(periods), { maxLength: 8 }),
      grids: fc.array(tariff(periods), { maxLength: 1 }),
      prices: fc.record({
        C1: series(price, periods),
        C2: series(price, periods),
        C3: series(price, periods),
      }),
    })
    .map((sketch) => clearedAuction({ ...sketch, periods, members: MEMBERS }));

const readingsOf = (periods: number): fc.Arbitrary<PeerReading[]> =>
  fc.subarray(PEERS).chain((peers) => fc.tuple(...peers.map((peerId) => reading(peerId, periods))));

const reading = (peerId: string, periods: number): fc.Arbitrary<PeerReading> =>
  fc.record({
    eventId: fc.uuid({ version: 7 }),
    peerId: fc.constant(peerId),
    communityId: fc.constant(MEMBERS[peerId] ?? 'C1'),
    importWh: series(energy, periods),
    exportWh: series(energy, periods),
    quality: fc.constantFrom('measured', 'estimated', 'substituted'),
  });

/** A cleared market with whatever prices, losses and contracts, and meters that say otherwise. */
export const settlementInputs = fc
  .integer({ min: 1, max: 3 })
  .chain((periods) => fc.record({ auction: auctionOf(periods), readings: readingsOf(periods) }));

export const settlementCommands: fc.Arbitrary<SettleAuction> = settlementInputs.chain((facts) =>
  fc.constantFrom<SettleAuction>(
    { type: 'SettleCleared', facts: settledRun({ auction: facts.auction }, '') },
    { type: 'SettleMetered', facts: settledRun(facts, '') },
  ),
);
