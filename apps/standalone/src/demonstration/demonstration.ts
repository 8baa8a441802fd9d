import { identifier, type Offer, ownedContractSchema, rulesSchema } from '@trueque/contracts';
import { isoInstant, MTUS } from '@trueque/kernel';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { type HomeData, readHome, readPrices } from './home-data.js';

const HOURS_OF_DAY = 24;
const HOURS_OF_WEEK = 7 * HOURS_OF_DAY;

const description = z.strictObject({
  market: z.strictObject({
    marketId: identifier,
    name: z.string(),
    currency: z.string(),
    timeZone: z.string(),
    mtu: z.enum(MTUS),
    rules: rulesSchema,
  }),
  communities: z.array(identifier),
  grid: z.strictObject({
    peerId: identifier,
    communityId: identifier,
    powerKw: z.number(),
    feedInValuePerKwh: z.number(),
  }),
  homes: z.array(
    z.strictObject({ peerId: identifier, communityId: identifier, building: z.string() }),
  ),
  homeExportCostPerKwh: z.number(),
  initialStorageShare: z.number(),
  contract: z.strictObject({
    contractId: identifier,
    validFrom: z.string(),
    ...ownedContractSchema.shape,
  }),
  firstDay: z.iso.date(),
  firstDayStartsAt: z.iso.datetime(),
  firstDayRow: z.int(),
  days: z.int(),
  gateClosesAt: z.iso.datetime(),
});

/** A scenario of replays; the API checks the rest of it. */
const rules = z.looseObject({ name: z.string() });

type DemonstrationMarket = z.infer<typeof description>;
export type Home = DemonstrationMarket['homes'][number] & { readonly data: HomeData };

/** Everything that the demonstration says to the market, from the files in `demo/`. */
export interface Demonstration extends Omit<DemonstrationMarket, 'homes'> {
  readonly homes: readonly Home[];
  readonly pricesPerKwh: readonly number[];
  /** Other rules for the same week: what everybody is asked to compare it with. */
  readonly otherRules: { readonly name: string };
}

/** One day-ahead auction: `row` is where its first hour stands in the files. */
export interface Day {
  readonly auctionId: string;
  readonly start: string;
  readonly end: string;
  readonly row: number;
}

/** Its market, which everybody may read. */
export const demonstrationMarketId = (folder: string): string => described(folder).market.marketId;

const described = (folder: string): DemonstrationMarket =>
  description.parse(JSON.parse(readFileSync(join(folder, 'market.json'), 'utf8')));

export const readDemonstration = (folder: string): Demonstration => {
  const market = described(folder);
  const data = join(folder, 'citylearn2022');
  const homes = market.homes.map((home) => ({ ...home, data: readHome(data, home.building) }));
  const otherRules = rules.parse(JSON.parse(readFileSync(join(folder, 'one-price.json'), 'utf8')));
  return { ...market, homes, pricesPerKwh: readPrices(data), otherRules };
};

/** No clock is put forward or back within the week, so each day has 24 hours. */
export const daysOf = ({ firstDay, firstDayStartsAt, firstDayRow, days }: Demonstration): Day[] =>
  Array.from({ length: days }, (_, day) => ({
    auctionId: dayAfter(firstDay, day),
    start: hoursAfter(firstDayStartsAt, day * HOURS_OF_DAY),
    end: hoursAfter(firstDayStartsAt, (day + 1) * HOURS_OF_DAY),
    row: firstDayRow + day * HOURS_OF_DAY,
  }));

const hoursAfter = (instant: string, hours: number): string =>
  isoInstant(Date.parse(instant) + hours * 3_600_000);

const dayAfter = (date: string, days: number): string =>
  hoursAfter(`${date}T00:00:00Z`, days * HOURS_OF_DAY).slice(0, 10);

/** Forecast of a home: the same hours of the week before. */
export const homeOffer = (demonstration: Demonstration, home: Home, day: Day): Offer => {
  const { loadKw, solarKw, battery } = home.data;
  const lastWeek = (values: readonly number[]) =>
    hoursOf(values, day.row - HOURS_OF_WEEK).map(toWatts);
  const each = Math.sqrt(battery.roundTrip);
  return {
    role: 'prosumer',
    generation: { min: 0, max: lastWeek(solarKw), cost: 0 },
    exportCost: demonstration.homeExportCostPerKwh,
    load: lastWeek(loadKw),
    storage: {
      capacity: battery.capacityKwh,
      initial: toWatts(battery.capacityKwh * demonstration.initialStorageShare),
      final: 'initial',
      charge: battery.powerKw,
      discharge: battery.powerKw,
      chargeEfficiency: each,
      dischargeEfficiency: each,
    },
  };
};

/** The main grid sells at the time-of-use price and buys at the feed-in value. */
export const gridOffer = ({ grid, pricesPerKwh }: Demonstration, day: Day): Offer => ({
  role: 'grid',
  generation: { min: 0, max: grid.powerKw, cost: hoursOf(pricesPerKwh, day.row) },
  exportCost: 0,
  bids: [{ power: grid.powerKw, value: grid.feedInValuePerKwh }],
});

/** What a battery was cleared to do, Wh per hour. */
export interface ClearedBattery {
  readonly chargeWh: readonly number[];
  readonly dischargeWh: readonly number[];
}

/** What the home's meter says: measured load and generation, the battery as cleared. */
export const homeReading = (home: Home, day: Day, battery: ClearedBattery) => {
  const loadWh = hoursOf(home.data.loadKw, day.row).map(wattHours);
  const solarWh = hoursOf(home.data.solarKw, day.row).map(wattHours);
  const netWh = loadWh.map(
    (load, hour) =>
      load - solarWh[hour]! + (battery.chargeWh[hour] ?? 0) - (battery.dischargeWh[hour] ?? 0),
  );
  return {
    peerId: home.peerId,
    importWh: netWh.map((net) => Math.max(0, net)),
    exportWh: netWh.map((net) => Math.max(0, -net)),
    quality: 'measured' as const,
  };
};

const hoursOf = (values: readonly number[], row: number): number[] => {
  const hours = values.slice(row, row + HOURS_OF_DAY);
  if (row < 0 || hours.length < HOURS_OF_DAY)
    throw new Error(`the files end before row ${row + HOURS_OF_DAY}`);
  return hours;
};

const wattHours = (kwh: number): number => Math.round(kwh * 1000);
const toWatts = (kw: number): number => wattHours(kw) / 1000;
