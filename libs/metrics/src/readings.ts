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
  /** A costly one is taken again only after so long; what it said before stands meanwhile. */
  readonly atMostEveryMs?: number;
  read(): Promise<readonly Figure[]>;
}

/**
 * Reads when `/metrics` is asked for. Where a reading fails its figures are missing, which alerts
 * can tell from zero; the others are there all the same.
 */
export class Readings {
  private readonly takenAtMs = new Map<string, number>();

  constructor(
    private readonly readings: readonly Reading[],
    private readonly nowMs: () => number,
  ) {}

  async take(): Promise<void> {
    await Promise.all(this.readings.filter((reading) => this.isDue(reading)).map(refresh));
  }

  private isDue({ name, atMostEveryMs = 0 }: Reading): boolean {
    const nowMs = this.nowMs();
    if (nowMs - (this.takenAtMs.get(name) ?? -Infinity) < atMostEveryMs) return false;
    this.takenAtMs.set(name, nowMs);
    return true;
  }
}

const refresh = async (reading: Reading): Promise<void> => {
  const gauge = gaugeOf(reading);
  const figures = await reading.read().catch(() => []);
  gauge.reset();
  for (const { labels, value } of figures) gauge.set(labels, value);
};

const gaugeOf = ({ name, help, labels }: Reading): Gauge => {
  const known = registry.getSingleMetric(name);
  if (known instanceof Gauge) return known;
  return new Gauge({ name, help, labelNames: labels, registers: [registry] });
};
