import { type DataSource, Like } from 'typeorm';
import { CheckpointRow } from '../checkpoint.row.js';
import type { Consumer, Projection } from '../consumer.js';

/** A projection whose rows were made by an earlier version of it. */
export interface Outdated {
  readonly projection: Projection;
  /** Name of that version. */
  readonly replaces: string;
}

/**
 * Projections that have no checkpoint yet while an earlier version has one: the tables hold its rows.
 * `reporting.prices.v2` comes after `reporting.prices.v1`.
 */
export const outdatedProjections = async (
  dataSource: DataSource,
  consumers: readonly Consumer[],
): Promise<readonly Outdated[]> => {
  const outdated: Outdated[] = [];
  for (const consumer of consumers) {
    if (consumer.kind !== 'projection') continue;
    const replaces = await servingVersion(dataSource, consumer.name);
    if (replaces !== undefined && replaces !== consumer.name)
      outdated.push({ projection: consumer, replaces });
  }
  return outdated;
};

const servingVersion = async (
  dataSource: DataSource,
  name: string,
): Promise<string | undefined> => {
  const base = name.replace(/\d+$/, '');
  const rows = await dataSource
    .getRepository(CheckpointRow)
    .find({ where: { consumer: Like(`${base}%`) }, select: { consumer: true } });
  const versions = new Set(
    rows.map(({ consumer }) => consumer).filter((each) => /^\d+$/.test(each.slice(base.length))),
  );
  if (versions.size === 0 || versions.has(name)) return undefined;
  return [...versions].toSorted((a, b) => versionOf(a) - versionOf(b)).at(-1);
};

const versionOf = (name: string): number => Number(/\d+$/.exec(name)?.[0]);
