import { Gauge } from 'prom-client';
import { registry } from './registry.js';

/** One figure of a reading; the labels tell figures of the same name apart. */
export interface Figure {
  readonly labels: Readonly<Record<string, string>>;
  readonly value: number;
}

/** What is not counted as it happens but asked for when somebody looks. */
export interface Reading {
  readonly name: string;
  readonly help: string;
  readonly labels: readonly string[];
  read(): Promise<readonly Figure[]>;
}

/**
 * Reads when `/metrics` is asked for. Where a reading fails its figures are missing, which alerts
 * can tell from zero; the others are there all the same.
 */
export const takeReadings = async (readings: readonly Reading[]): Promise<void> => {
  await Promise.all(readings.map(take));
};

const take = async (reading: Reading): Promise<void> => {
  const gauge = gaugeOf(reading);
  gauge.reset();
  const figures = await reading.read().catch(() => []);
  for (const { labels, value } of figures) gauge.set(labels, value);
};

const gaugeOf = ({ name, help, labels }: Reading): Gauge => {
  const known = registry.getSingleMetric(name);
  if (known instanceof Gauge) return known;
  return new Gauge({ name, help, labelNames: labels, registers: [registry] });
};
