import type { OffersEvent } from '@trueque/contracts';
import { digest } from '@trueque/kernel';
import { type Day, HOURS, type Spoken, startOf } from './market-events.js';
import { HOMES, meterDay } from './neighbourhood.js';

/** Homes whose meters say nothing, and one whose are estimated. */
export const SILENT = 'birch-3';
export const ESTIMATED = 'citrus-2';

/** Meters tell what was taken and fed in, a tenth more than was foreseen; one home's say nothing. */
export const metered = ({ marketId, day, cloud }: Day): Spoken => {
  const hours = meterDay(cloud);
  const net = (home: number) =>
    hours.map((meters) => {
      const { generationWh = 0, dischargeWh = 0, loadWh = 0, chargeWh = 0 } = meters[home] ?? {};
      return Math.round(1.1 * (loadWh + chargeWh - generationWh - dischargeWh));
    });
  const readings = HOMES.map(({ peerId }, home) => ({
    peerId,
    importWh: net(home).map((netWh) => Math.max(0, netWh)),
    exportWh: net(home).map((netWh) => Math.max(0, -netWh)),
    quality: peerId === ESTIMATED ? ('estimated' as const) : ('measured' as const),
  })).filter(({ peerId }) => peerId !== SILENT);
  const [first, ...others] = readings;
  if (first === undefined) throw new Error('there is no home');
  return {
    ...{ category: 'auction', auctionId: day, cause: 'meters' },
    events: [
      recorded({ marketId, day }, [only(first, (hour) => hour < NOON), ...others]),
      recorded({ marketId, day }, [only(first, (hour) => hour >= NOON)]),
    ],
  };
};

type Metered = Extract<OffersEvent, { type: 'MeterReadingsRecorded' }>['data']['readings'][number];

/** One meter tells its day in halves. */
const NOON = 12;

const only = (reading: Metered, isTold: (hour: number) => boolean): Metered => {
  const told = (values: Metered['importWh']) =>
    values && values.map((energyWh, hour) => (isTold(hour) ? energyWh : null));
  return { ...reading, importWh: told(reading.importWh), exportWh: told(reading.exportWh) };
};

const recorded = (
  { marketId, day }: Pick<Day, 'marketId' | 'day'>,
  readings: Metered[],
): OffersEvent => ({
  type: 'MeterReadingsRecorded',
  data: { ...{ marketId, auctionId: day, start: startOf(day), mtu: 'PT1H' }, readings },
});

/** A preliminary settlement of that local day, in which nothing moves. */
export const windowSettled = ({ marketId, day }: Day): Spoken => {
  const next = new Date(Date.parse(day) + HOURS * 3_600_000).toISOString().slice(0, 10);
  return {
    category: 'settlement',
    auctionId: `${day}_${next}`,
    events: [
      {
        type: 'WindowSettled',
        data: {
          ...{ marketId, from: day, to: next, runId: `${marketId}/${day}_${next}/1` },
          ...{ kind: 'preliminary', currency: 'USD', minorDigits: 2 },
          ...{ asOf: `${next}T12:00:00Z`, asOfPosition: 1, rulePacks: [], days: [], auctions: [] },
          ...{ manifestHash: digest(['manifest', day]), resultHash: digest(['window', day]) },
          entries: [],
        },
      },
    ],
  };
};
