import type { MeterDay, RulePack } from '@trueque/contracts';
import type { EventStore, TransactOptions } from '@trueque/event-store';
import { market, type MarketCommand } from '@trueque/intake';
import { adoptRulePack, recordMeterDay } from '@trueque/settlement';
import { SeededChance } from '../seeded-chance.js';

export interface Size {
  readonly communities: number;
  readonly peers: number;
  readonly days: number;
}

export const MARKET = 'bench';
const HALF_HOURS = 48;
const MONTH = '2026-01';
const FIRST = '2026-01-01T00:00:00Z';

export const dateOf = (day: number): string => `${MONTH}-${String(day + 1).padStart(2, '0')}`;

/** The day after the last. */
export const endOf = ({ days }: Size): string =>
  new Date(Date.parse(FIRST) + days * 86_400_000).toISOString().slice(0, 10);

/** A market whose communities share after metering, without readings as yet. */
export const openMeteredMarket = async (store: EventStore, size: Size): Promise<void> => {
  let causes = 0;
  const tell = (command: MarketCommand) =>
    store.transact(market, MARKET, command, said(`market-${(causes += 1)}`));
  await tell({
    type: 'OpenMarket',
    market: {
      ...{ marketId: MARKET, name: 'Bench', currency: 'EUR', timeZone: 'UTC', mtu: 'PT30M' },
      rules: {
        structure: 'community',
        tradeCost: 'export',
        pricing: 'marginal',
        shortage: 'reject',
      },
    },
  });
  for (let index = 0; index < size.communities; index += 1) {
    const community = { id: `C${index}` };
    await tell({ type: 'RegisterCommunity', registration: { marketId: MARKET, community } });
  }
  for (let index = 0; index < size.peers; index += 1) {
    const communityId = `C${index % size.communities}`;
    const peer = {
      marketId: MARKET,
      peerId: peerOf(index),
      communityId,
      role: 'prosumer' as const,
    };
    await tell({ type: 'RegisterPeer', registration: peer });
  }
  await adoptRulePack(store, PACK, said('pack'));
};

export const recordMonth = async (store: EventStore, size: Size): Promise<void> => {
  const chance = new SeededChance(1);
  for (let day = 0; day < size.days; day += 1) {
    const readings = Array.from({ length: size.peers }, (_, index) => readingOf(index, chance));
    await recordMeterDay(store, { date: dateOf(day), readings }, said(`day-${day}`));
  }
};

/** Another reading of one meter and day. */
export const correctOneDay = async (store: EventStore, day: number): Promise<void> => {
  const readings = [readingOf(0, new SeededChance(2))];
  await recordMeterDay(store, { date: dateOf(day), readings }, said('correction'));
};

export const said = (causedBy: string): TransactOptions => ({
  ...{ partition: MARKET, causedBy, actor: 'bench', occurredAt: FIRST },
});

const peerOf = (index: number): string => `peer-${index}`;

/** Every third peer has a roof that gives by day. */
const readingOf = (index: number, chance: SeededChance): MeterDay => {
  const series = (mostWh: (half: number) => number) =>
    Array.from({ length: HALF_HOURS }, (_, half) => Math.floor(chance.next() * mostWh(half)));
  const byDay = (half: number) => (half > 16 && half < 36 ? 2_000 : 0);
  return {
    ...{ peerId: peerOf(index), quality: 'measured' },
    importWh: series(() => 1_000),
    exportWh: index % 3 === 0 ? series(byDay) : null,
  };
};

const RATE = [{ validFrom: FIRST, rateMicros: 20_000 }];

const PACK: RulePack = {
  ...{ packId: 'bench', version: 1, currency: 'EUR', minorDigits: 2, validFrom: FIRST },
  key: { kind: 'dynamic' },
  sharedPrice: { rule: 'supply-demand-ratio' },
  grid: {
    supplierId: 'grid',
    importPriceMicrosPerKwh: 250_000,
    feedInPriceMicrosPerKwh: 50_000,
  },
  charges: [
    {
      ...{
        code: 'network-fee',
        basis: 'grid-kwh',
        bearer: 'consumer',
        beneficiary: 'network:bench',
      },
      rates: RATE,
    },
    {
      ...{ code: 'vat', basis: 'percent-of-lines', of: ['grid-purchase', 'network-fee'] },
      ...{ bearer: 'peer', beneficiary: 'tax:vat', rates: RATE },
    },
  ],
  estimation: ['same-day-last-week', 'zero'],
};
