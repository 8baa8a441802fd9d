import type { DurationCurve, PriceMap } from '@trueque/contracts';
import type { DataSource } from 'typeorm';
import { bucketOf, bucketStart } from './energy-series.js';
import { instant, type Scope, scopeParameters, within } from './scope.js';

const COMMUNITIES_MAX = 40;
/** With as many communities, below five thousand cells. */
const BUCKETS_MAX = 120;
const CURVE_POINTS_MAX = 400;

/** Prices of the communities that use most, over time. */
export const priceMap = async (dataSource: DataSource, scope: Scope): Promise<PriceMap> => {
  const bucket = await bucketOf(dataSource, scope, BUCKETS_MAX);
  const zone = bucket === 'day' ? [scope.timeZone] : [];
  const items = await dataSource.query<PriceMap['items']>(mapSql(bucket), [
    ...[...scopeParameters(scope), ...zone],
  ]);
  const [all] = await dataSource.query<{ communities: number }[]>(
    `SELECT count(DISTINCT community_id)::int AS communities FROM reporting.prices
     WHERE ${within()}`,
    scopeParameters(scope).slice(0, 4),
  );
  return { bucket, communities: all?.communities ?? 0, items };
};

const mapSql = (bucket: PriceMap['bucket']): string => `
  WITH used AS (
    SELECT community_id, sum(served_wh + charge_wh) AS used_wh FROM reporting.community_energy
    WHERE ${within()} GROUP BY 1),
  shown AS (
    SELECT DISTINCT p.community_id, coalesce(used_wh, 0) AS used_wh FROM reporting.prices p
    LEFT JOIN used USING (community_id)
    WHERE ${within('p')} AND ($5::text IS NULL OR p.community_id = $5)
    ORDER BY 2 DESC, 1 LIMIT ${COMMUNITIES_MAX})
  SELECT community_id AS "communityId", ${instant(bucketStart(bucket, '$6'))} AS start,
    round(avg(price_micros_per_kwh))::float8 AS "priceMicrosPerKwh"
  FROM reporting.prices JOIN shown USING (community_id)
  WHERE ${within()} GROUP BY community_id, ${bucketStart(bucket, '$6')}
  ORDER BY 1, 2`;

/** Prices of all periods from the highest to the lowest: how often it was at least so much. */
export const durationCurve = async (
  dataSource: DataSource,
  scope: Scope,
): Promise<DurationCurve> => {
  const items = await dataSource.query<(DurationCurve['items'][number] & { periods: number })[]>(
    CURVE,
    scopeParameters(scope),
  );
  return {
    periods: items[0]?.periods ?? 0,
    items: items.map(({ share, priceMicrosPerKwh }) => ({ share, priceMicrosPerKwh })),
  };
};

/** Of a whole market the mean over communities counts; first and last point are always shown. */
const CURVE = `
  WITH periods AS (
    SELECT start, avg(price_micros_per_kwh) AS price FROM reporting.prices
    WHERE ${within()} AND ($5::text IS NULL OR community_id = $5) GROUP BY start),
  ranked AS (
    SELECT price, row_number() OVER (ORDER BY price DESC, start) AS rank,
      count(*) OVER () AS periods
    FROM periods)
  SELECT periods::int, (rank::float8 / periods) AS share,
    round(price)::float8 AS "priceMicrosPerKwh"
  FROM ranked
  WHERE rank = 1 OR rank = periods
    OR rank % greatest(1, ceil(periods / ${CURVE_POINTS_MAX}.0)::int) = 0
  ORDER BY rank`;
