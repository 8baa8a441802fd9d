import type { RulePack } from '@trueque/contracts';

/** One thing that takes two people: as it is asked for, and where it is seen that it was done. */
export interface GuardedRequest {
  readonly action: string;
  readonly method?: 'PUT';
  readonly path: string;
  readonly body: object;
  /** The event that it comes to. */
  readonly event: string;
  /** Where its result is read, and some of what is read there afterwards. */
  readonly read: string;
  readonly result: unknown;
  /** Where the version is told that `If-Match` names; readings and runs tell theirs nowhere. */
  readonly version?: string;
}

const why = { reasonCode: 'wrong-reading', reason: 'The meter was read again.' };
const asked = `?${new URLSearchParams(why).toString()}`;

export const DAY = '2026-06-01';
export const WINDOW = { from: DAY, to: '2026-06-02' };
const BILL = `/bills/${WINDOW.from}/${WINDOW.to}/peer:home`;

export const pack = (version: number): RulePack => ({
  ...{ packId: 'neighbours', version, currency: 'EUR', minorDigits: 2 },
  validFrom: '2020-01-01T00:00:00Z',
  key: { kind: 'dynamic' },
  sharedPrice: { rule: 'mid-market' },
  grid: {
    supplierId: 'G',
    importPriceMicrosPerKwh: 250_000 * version,
    feedInPriceMicrosPerKwh: 50_000,
  },
  charges: [],
  estimation: ['zero'],
});

const reading = (peerId: string, importWh: readonly number[]) => ({
  ...{ peerId, importWh, exportWh: importWh.map(() => 0), quality: 'measured' },
});

/** What the home took in every hour of the day. */
export const dayOf = (importWh: number) => ({
  readings: [
    reading(
      'home',
      Array.from({ length: 24 }, () => importWh),
    ),
  ],
});

/** Everything that may take two people, in an order in which each may be done after the one before. */
export const GUARDED_REQUESTS: readonly GuardedRequest[] = [
  {
    ...{ action: 'rule-pack', path: `/rule-packs${asked}`, body: pack(2) },
    ...{ event: 'RulePackAdopted', read: '/rule-packs', result: [{ version: 1 }, { version: 2 }] },
    version: '/rule-packs',
  },
  {
    ...{ action: 'trading-rules', method: 'PUT', path: `/trading-rules${asked}` },
    ...{ body: { priceLimits: { floor: 0, cap: 1 } }, event: 'TradingRulesSet' },
    ...{ read: '/trading-rules', result: { priceLimits: { floor: 0, cap: 1 } } },
    version: '/trading-rules',
  },
  {
    ...{ action: 'fallback-price', path: `/fallback-price${asked}`, body: { price: 0.3 } },
    ...{ event: 'FallbackPriceSet', read: '', result: {}, version: '' },
  },
  {
    ...{ action: 'suspension', path: '/auctions/open/suspension', body: why },
    ...{ event: 'AuctionSuspended', read: '/auctions/open', result: { state: 'suspended' } },
    version: '/auctions/open',
  },
  {
    ...{ action: 'review', path: '/auctions/doubtful/review', event: 'ReviewDecided' },
    ...{ body: { ...why, decision: 'administer' }, read: '/auctions/doubtful' },
    result: { state: 'settled', priceStatus: 'administered' },
    version: '/auctions/doubtful',
  },
  {
    ...{ action: 'manual-readings', path: `/auctions/cleared/readings${asked}` },
    ...{ body: { readings: [reading('home', [3_000])] }, event: 'MeterReadingsRecorded' },
    ...{ read: '/auctions/cleared/statements/home', result: {} },
  },
  {
    ...{ action: 'manual-readings', path: `/meter-days/${DAY}${asked}`, body: dayOf(2_000) },
    ...{
      event: 'MeterDayRecorded',
      read: `/settlement-runs/${WINDOW.from}/${WINDOW.to}/dry-run?asOf=2100-01-01T00:00:00Z`,
    },
    result: {},
  },
  {
    ...{
      action: 're-run',
      path: '/settlement-runs',
      body: { ...WINDOW, kind: 'revision', ...why },
    },
    ...{ event: 'WindowSettled', read: BILL, result: { totalMinor: -2400 } },
  },
  {
    ...{ action: 'four-eyes', method: 'PUT', path: `/four-eyes${asked}` },
    ...{ body: { actions: ['suspension'], expiresAfterMinutes: 30 }, event: 'FourEyesSet' },
    ...{ read: '/four-eyes', result: { actions: ['suspension'] } },
    version: '/four-eyes',
  },
];
