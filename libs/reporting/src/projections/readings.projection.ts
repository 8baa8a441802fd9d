import { Injectable } from '@nestjs/common';
import type { RecordedEvent } from '@trueque/event-store';
import type { Projection } from '@trueque/messaging';
import type { EntityManager } from 'typeorm';
import { ReadingRow } from '../rows/insight.row.js';
import { type DataOf, fact, lastByKey } from './facts.js';
import { writeRows } from './tables.js';

/** What each meter told of an auction's delivery, the latest word. */
@Injectable()
export class ReadingsProjection implements Projection {
  readonly kind = 'projection';
  readonly name = 'reporting.readings.v1';
  readonly types = ['MeterReadingsRecorded'] as const;
  readonly rows = [ReadingRow];

  project(events: readonly RecordedEvent[], manager: EntityManager): Promise<void> {
    const rows = events.flatMap(fact('MeterReadingsRecorded', readingRows));
    return writeRows(
      manager,
      ReadingRow,
      lastByKey(rows, ({ marketId, auctionId, peerId }) => `${marketId}/${auctionId}/${peerId}`),
    );
  }
}

type Values = readonly (number | null)[] | null;

const sum = (values: Values) =>
  (values ?? []).reduce<number>((total, value) => total + (value ?? 0), 0);

/** Periods of which either direction is told. */
const toldPeriods = (importWh: Values, exportWh: Values): number =>
  (importWh ?? exportWh ?? []).filter(
    (_, period) => (importWh?.[period] ?? exportWh?.[period] ?? null) !== null,
  ).length;

const readingRows = ({ marketId, auctionId, readings }: DataOf<'MeterReadingsRecorded'>) =>
  readings.map(({ peerId, importWh, exportWh, quality }): ReadingRow => {
    const periods = toldPeriods(importWh, exportWh);
    const among = (wanted: typeof quality) => (quality === wanted ? periods : 0);
    return {
      ...{ marketId, auctionId, peerId, periods },
      importWh: sum(importWh),
      exportWh: sum(exportWh),
      measured: among('measured'),
      estimated: among('estimated'),
      substituted: among('substituted'),
    };
  });
