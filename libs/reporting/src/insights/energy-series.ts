import type { Bucket, EnergyPoint, EnergySeries } from '@trueque/contracts';
import type { DataSource } from 'typeorm';
import { instant, named, type Scope, scopeParameters, sumsOf, within } from './scope.js';

/** A chart of more points is a carpet, and a screen has no more pixels. */
const POINTS_MAX = 1_000;

/** Energy and price over the scope, in buckets of a period, an hour or a local day. */
export const energySeries = async (dataSource: DataSource, scope: Scope): Promise<EnergySeries> => {
  const bucket = await bucketOf(dataSource, scope, POINTS_MAX);
  const items = await dataSource.query<EnergyPoint[]>(seriesSql(bucket), [
    ...scopeParameters(scope),
    ...(bucket === 'day' ? [scope.timeZone] : []),
  ]);
  return { bucket, items };
};

/** The finest bucket that leaves no more points than wanted. */
export const bucketOf = async (
  dataSource: DataSource,
  scope: Scope,
  pointsMax: number,
): Promise<Bucket> => {
  const [count] = await dataSource.query<{ periods: number; hours: number }[]>(
    `SELECT count(DISTINCT period.start)::int AS periods,
       count(DISTINCT date_bin('1 hour', period.start, 'epoch'))::int AS hours
     FROM reporting.auctions a, generate_series(
       a.start, a.start + (a.periods - 1) * a.mtu::interval, a.mtu::interval) AS period(start)
     WHERE a.market_id = $1 AND a.auction_id = ANY($2) AND a.state IN ('cleared', 'settled')
       AND ($3::timestamptz IS NULL OR period.start >= $3)
       AND ($4::timestamptz IS NULL OR period.start < $4)`,
    scopeParameters(scope).slice(0, 4),
  );
  if (count === undefined || count.periods <= pointsMax) return 'period';
  return count.hours <= pointsMax ? 'hour' : 'day';
};

/** A bucket's start, as SQL; `zone` is the parameter that names the market's zone. */
export const bucketStart = (bucket: Bucket, zone: string): string =>
  ({
    period: 'start',
    hour: `date_bin('1 hour', start, 'epoch')`,
    day: `date_trunc('day', start, ${zone}::text)`,
  })[bucket];

const SUMS = ['generation', 'discharge', 'grid_imports', 'served', 'charge', 'grid_exports'].map(
  (name) => `${name}_wh`,
);
const BETWEEN = ['community_imports_wh', 'community_exports_wh', 'losses_wh'];

/** Between all communities what is sold is bought, but for losses: no import of the whole market. */
const ofCommunityOnly = (name: string) =>
  `CASE WHEN $5::text IS NULL THEN 0 ELSE sum(${name}) END::float8 AS ${name}`;
const LOSSES = `sum(losses_wh + CASE WHEN $5::text IS NULL
  THEN community_exports_wh - community_imports_wh ELSE 0 END)::float8 AS losses_wh`;

const seriesSql = (bucket: Bucket): string => `
  WITH community AS (
    SELECT * FROM reporting.community_energy
    WHERE ${within()} AND ($5::text IS NULL OR community_id = $5)),
  price AS (
    SELECT p.start, p.price_micros_per_kwh AS price, greatest(c.served_wh, 1) AS weight,
      p.least_price_micros_per_kwh AS least, p.greatest_price_micros_per_kwh AS greatest
    FROM reporting.prices p LEFT JOIN community c USING (market_id, auction_id, period, community_id)
    WHERE ${within('p')} AND (c.community_id IS NOT NULL OR p.community_id = $5)),
  prices AS (
    SELECT ${bucketStart(bucket, '$6')} AS start,
      (sum(price * coalesce(weight, 1)) / sum(coalesce(weight, 1)))::float8 AS price,
      CASE WHEN $5::text IS NULL THEN min(price) ELSE min(least) END::float8 AS least,
      CASE WHEN $5::text IS NULL THEN max(price) ELSE max(greatest) END::float8 AS greatest
    FROM price GROUP BY 1),
  periods AS (
    SELECT start, ${sumsOf(...SUMS, 'stored_wh')}, ${LOSSES},
      ${ofCommunityOnly('community_imports_wh')}, ${ofCommunityOnly('community_exports_wh')}
    FROM community GROUP BY start),
  buckets AS (
    SELECT ${bucketStart(bucket, '$6')} AS start, count(*)::int AS periods,
      ${sumsOf(...SUMS, ...BETWEEN)}, (array_agg(stored_wh ORDER BY start DESC))[1] AS stored_wh
    FROM periods GROUP BY 1)
  SELECT ${instant('b.start')} AS start, periods, ${named(...SUMS, ...BETWEEN, 'stored_wh')},
    round(price) AS "priceMicrosPerKwh", least AS "leastPriceMicrosPerKwh",
    greatest AS "greatestPriceMicrosPerKwh"
  FROM buckets b LEFT JOIN prices p ON p.start = b.start ORDER BY b.start`;
