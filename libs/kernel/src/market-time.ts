/** A market time unit, as ISO 8601 writes it. */
export const MTUS = ['PT5M', 'PT15M', 'PT30M', 'PT1H'] as const;
export type Mtu = (typeof MTUS)[number];

const MINUTES: Readonly<Record<Mtu, number>> = { PT5M: 5, PT15M: 15, PT30M: 30, PT1H: 60 };

export const mtuMinutes = (mtu: Mtu): number => MINUTES[mtu];

export const mtuHours = (mtu: Mtu): number => MINUTES[mtu] / 60;

/** Start of the period with this index (from 0), as an instant in UTC: `2016-08-01T07:00:00Z`. */
export const periodStart = (start: string, mtu: Mtu, index: number): string =>
  isoInstant(Date.parse(start) + index * MINUTES[mtu] * 60_000);

/** RFC 3339 in UTC without milliseconds. */
export const isoInstant = (epochMs: number): string =>
  new Date(epochMs).toISOString().replace('.000Z', 'Z');
