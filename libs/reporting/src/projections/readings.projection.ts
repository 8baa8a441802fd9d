import { Injectable } from '@nestjs/common';
import type { RecordedEvent } from '@trueque/event-store';
import type { Projection } from '@trueque/messaging';
import type { EntityManager } from 'typeorm';
import { ReadingRow } from '../rows/insight.row.js';
import { type DataOf, fact } from './facts.js';
import { readRows, writeRows } from './tables.js';

/** What each meter told of an auction's delivery: the latest word on every period. */
@Injectable()
export class ReadingsProjection implements Projection {
  readonly kind = 'projection';
  readonly name = 'reporting.readings.v2';
  readonly types = ['MeterReadingsRecorded'] as const;
  readonly rows = [ReadingRow];

  async project(events: readonly RecordedEvent[], manager: EntityManager): Promise<void> {
    const told = events.flatMap(
      fact('MeterReadingsRecorded', ({ marketId, auctionId, readings }) =>
        readings.map((reading): Told => ({ marketId, auctionId, ...reading })),
      ),
    );
    const earlier = await readRows(manager, ReadingRow, told.filter(isPartial).map(placeOf));
    const rows = new Map(earlier.map((row) => [keyOf(row), row]));
    for (const reading of told) {
      rows.set(keyOf(reading), readingRow(reading, rows.get(keyOf(reading))));
    }
    await writeRows(manager, ReadingRow, [...rows.values()]);
  }
}

type Reading = DataOf<'MeterReadingsRecorded'>['readings'][number];
type Place = Pick<ReadingRow, 'marketId' | 'auctionId' | 'peerId'>;
type Told = Place & Reading;
type Values = ReadingRow['told']['importWh'];

const placeOf = ({ marketId, auctionId, peerId }: Place): Place => ({
  ...{ marketId, auctionId, peerId },
});
const keyOf = ({ marketId, auctionId, peerId }: Place): string =>
  `${marketId}/${auctionId}/${peerId}`;

/** Null says nothing, so that what was told before still counts. */
const isPartial = ({ importWh, exportWh }: Told): boolean =>
  [importWh, exportWh].some((values) => values === null || values.includes(null));

const readingRow = (told: Told, before: ReadingRow | undefined): ReadingRow => {
  const earlier = before?.told;
  const importWh = superseded(earlier?.importWh ?? null, told.importWh);
  const exportWh = superseded(earlier?.exportWh ?? null, told.exportWh);
  const quality = (told.importWh ?? told.exportWh ?? []).map((_, period) => {
    const isTold = told.importWh?.[period] ?? told.exportWh?.[period] ?? null;
    return isTold === null ? (earlier?.quality[period] ?? null) : told.quality;
  });
  const among = (wanted: string) => quality.filter((each) => each === wanted).length;
  return {
    ...placeOf(told),
    ...{ importWh: sum(importWh), exportWh: sum(exportWh) },
    periods: quality.filter((each) => each !== null).length,
    measured: among('measured'),
    estimated: among('estimated'),
    substituted: among('substituted'),
    told: { importWh, exportWh, quality },
  };
};

const superseded = (before: Values, now: Values): Values =>
  now === null ? before : now.map((energyWh, period) => energyWh ?? before?.[period] ?? null);

const sum = (values: Values): number =>
  (values ?? []).reduce<number>((total, value) => total + (value ?? 0), 0);
