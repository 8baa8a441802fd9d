import { join } from 'node:path';
import { daysOf, gridOffer, homeOffer, homeReading, readDemonstration } from './demonstration.js';

const demonstration = readDemonstration(join(__dirname, '../../../../demo'));
const days = daysOf(demonstration);
const [home] = demonstration.homes;
const NO_BATTERY = { chargeWh: [], dischargeWh: [] };

describe('the demonstration market', () => {
  it('is nine homes in three communities of three, and the main grid in its own', () => {
    const sizes = demonstration.communities.map(
      (id) => demonstration.homes.filter(({ communityId }) => communityId === id).length,
    );
    expect(sizes).toEqual([3, 3, 3, 0]);
    expect(demonstration.grid.communityId).toBe('main-grid');
  });

  it('runs seven local days from Monday 2016-08-08', () => {
    expect(days.map(({ auctionId }) => auctionId)).toEqual(
      [8, 9, 10, 11, 12, 13, 14].map((day) => `2016-08-${String(day).padStart(2, '0')}`),
    );
    expect(days[0]).toMatchObject({ start: '2016-08-08T07:00:00Z', end: '2016-08-09T07:00:00Z' });
    expect(days[6]).toMatchObject({ start: '2016-08-14T07:00:00Z', end: '2016-08-15T07:00:00Z' });
  });

  it('forecasts a day with the same day of the week before', () => {
    const offer = homeOffer(demonstration, home!, days[1]!);
    expect(offer.load).toEqual(
      home!.data.loadKw.slice(24, 48).map((kw) => Math.round(kw * 1000) / 1000),
    );
  });

  it('offers a battery of 6.4 kWh and 5 kW that ends the day no emptier', () => {
    const { storage } = homeOffer(demonstration, home!, days[0]!);
    expect(storage).toMatchObject({ capacity: 6.4, charge: 5, discharge: 5, final: 'initial' });
    expect(storage!.chargeEfficiency! * storage!.dischargeEfficiency!).toBeCloseTo(0.9, 12);
  });

  it('prices the main grid by time of use, in the evening of a weekday at 0.54', () => {
    const { generation, bids } = gridOffer(demonstration, days[0]!);
    const cost = generation !== undefined && 'cost' in generation ? generation.cost : [];
    expect(cost).toEqual(
      Array.from({ length: 24 }, (_, hour) => (hour >= 16 && hour < 21 ? 0.54 : 0.22)),
    );
    expect(bids).toEqual([{ power: 120, value: 0.05 }]);
  });

  it('meters what happened: load less sun, with the battery as cleared', () => {
    const idle = homeReading(home!, days[0]!, NO_BATTERY);
    const charging = homeReading(home!, days[0]!, { chargeWh: [1000], dischargeWh: [] });
    expect(charging.importWh[0]).toBe(idle.importWh[0]! + 1000);
    idle.importWh.forEach((wh, hour) => expect(Math.min(wh, idle.exportWh[hour]!)).toBe(0));
    const measured = home!.data.loadKw[168]! - home!.data.solarKw[168]!;
    expect(idle.importWh[0]).toBe(Math.round(measured * 1000));
  });
});
