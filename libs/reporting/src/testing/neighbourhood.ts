/**
 * A day of nine homes, worked out by simple rules: who generates first uses it, then fills the
 * battery, sells to neighbours, to other communities and to the main grid, in this order. Whole Wh,
 * so that every balance closes.
 */
export interface Home {
  readonly peerId: string;
  readonly communityId: string;
  readonly role: 'consumer' | 'prosumer' | 'producer';
  readonly peakKw: number;
  readonly dailyKwh: number;
  readonly batteryKwh: number;
}

const home = (
  [communityId, number]: readonly [string, number],
  role: Home['role'],
  energy: Pick<Home, 'peakKw' | 'dailyKwh' | 'batteryKwh'>,
): Home => ({ peerId: `${communityId.split('-')[0]}-${number}`, communityId, role, ...energy });

export const HOMES: readonly Home[] = [
  home(['almond-court', 1], 'prosumer', { peakKw: 4, dailyKwh: 19, batteryKwh: 6.4 }),
  home(['almond-court', 2], 'prosumer', { peakKw: 5, dailyKwh: 14, batteryKwh: 6.4 }),
  home(['almond-court', 3], 'consumer', { peakKw: 0, dailyKwh: 22, batteryKwh: 0 }),
  home(['birch-lane', 1], 'producer', { peakKw: 11, dailyKwh: 2, batteryKwh: 0 }),
  home(['birch-lane', 2], 'prosumer', { peakKw: 5, dailyKwh: 12, batteryKwh: 9 }),
  home(['birch-lane', 3], 'consumer', { peakKw: 0, dailyKwh: 15, batteryKwh: 0 }),
  home(['citrus-way', 1], 'consumer', { peakKw: 0, dailyKwh: 24, batteryKwh: 0 }),
  home(['citrus-way', 2], 'consumer', { peakKw: 0, dailyKwh: 17, batteryKwh: 0 }),
  home(['citrus-way', 3], 'prosumer', { peakKw: 3, dailyKwh: 20, batteryKwh: 6.4 }),
];

const MORNING_TO_NIGHT = [
  2, 2, 2, 2, 2, 3, 5, 6, 5, 4, 4, 4, 4, 4, 4, 5, 6, 8, 9, 9, 8, 6, 4, 3,
] as const;
const PEAK_HOURS = [16, 17, 18, 19, 20];
const LOAD_SHARES = MORNING_TO_NIGHT.reduce<number>((sum, share) => sum + share, 0);

export interface Meter {
  readonly home: Home;
  readonly generationWh: number;
  readonly loadWh: number;
  readonly chargeWh: number;
  readonly dischargeWh: number;
  readonly storedWh: number;
}

/** Every home in every hour of a day; `cloud` takes a share of the sun away. */
export const meterDay = (cloud: number): readonly (readonly Meter[])[] => {
  const stored = new Map(HOMES.map(({ peerId, batteryKwh }) => [peerId, batteryKwh * 300]));
  return MORNING_TO_NIGHT.map((share, hour) =>
    HOMES.map((home, index) => {
      const sun = Math.max(0, Math.sin(((hour - 5.5) / 14) * Math.PI)) * (1 - cloud);
      const generationWh = Math.round(home.peakKw * 850 * sun);
      const wobble = 1 + 0.12 * Math.sin(hour * 1.7 + index * 2.3);
      const loadWh = Math.round(((home.dailyKwh * 1000 * share) / LOAD_SHARES) * wobble);
      const meter = battery({ home, generationWh, loadWh, hour }, stored.get(home.peerId) ?? 0);
      stored.set(home.peerId, meter.storedWh);
      return meter;
    }),
  );
};

const battery = (
  now: { home: Home; generationWh: number; loadWh: number; hour: number },
  storedWh: number,
): Meter => {
  const { home, generationWh, loadWh, hour } = now;
  const room = home.batteryKwh * 1000 - storedWh;
  const chargeWh = Math.max(0, Math.min(generationWh - loadWh, room, 2500));
  const wanted = PEAK_HOURS.includes(hour) ? loadWh + 900 - generationWh : 0;
  const dischargeWh = Math.max(0, Math.min(wanted, storedWh, 2500));
  const left = storedWh + chargeWh - dischargeWh;
  return { home, generationWh, loadWh, chargeWh, dischargeWh, storedWh: left };
};

export const GRID = { peerId: 'grid', communityId: 'main-grid' } as const;
export const LINK_MICROS = 30_000;
const FEED_IN_MICROS = 50_000;

export const gridPriceMicros = (hour: number): number =>
  PEAK_HOURS.includes(hour) ? 540_000 : 220_000;

export interface Party {
  readonly peerId: string;
  readonly communityId: string;
}

export interface Deal {
  readonly seller: Party;
  readonly buyer: Party;
  readonly energyWh: number;
}

/** Who sells to whom in an hour: neighbours first, then other communities, then the main grid. */
export const dealsOf = (meters: readonly Meter[]): readonly Deal[] => {
  const net = meters.map((meter) => ({ party: meter.home, left: netWh(meter) }));
  const deals: Deal[] = [];
  const match = (allowed: (seller: Party, buyer: Party) => boolean) => {
    for (const seller of net.filter(({ left }) => left > 0))
      for (const buyer of net.filter(({ left }) => left < 0)) {
        const energyWh = Math.min(seller.left, -buyer.left);
        if (energyWh <= 0 || !allowed(seller.party, buyer.party)) continue;
        seller.left -= energyWh;
        buyer.left += energyWh;
        deals.push({ seller: seller.party, buyer: buyer.party, energyWh });
      }
  };
  match((seller, buyer) => seller.communityId === buyer.communityId);
  match(() => true);
  for (const { party, left } of net) {
    if (left > 0) deals.push({ seller: party, buyer: GRID, energyWh: left });
    if (left < 0) deals.push({ seller: GRID, buyer: party, energyWh: -left });
  }
  return deals;
};

const netWh = ({ generationWh, dischargeWh, loadWh, chargeWh }: Meter): number =>
  generationWh + dischargeWh - loadWh - chargeWh;

/** Price of a community in an hour: what its next kWh costs, by where its deals go. */
export const priceMicros = (communityId: string, deals: readonly Deal[], hour: number): number => {
  const grid = gridPriceMicros(hour);
  const buysFrom = deals.filter(({ buyer }) => buyer.communityId === communityId);
  const sellsTo = deals.filter(({ seller }) => seller.communityId === communityId);
  if (communityId === GRID.communityId) return grid;
  if (buysFrom.some(({ seller }) => seller === GRID)) return grid + LINK_MICROS / 2;
  if (sellsTo.some(({ buyer }) => buyer === GRID)) return FEED_IN_MICROS;
  if (sellsTo.some(({ buyer }) => buyer.communityId !== communityId)) return grid - LINK_MICROS;
  return Math.round((grid + FEED_IN_MICROS) / 2);
};
