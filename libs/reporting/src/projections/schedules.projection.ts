import { Injectable } from '@nestjs/common';
import type { RecordedEvent } from '@trueque/event-store';
import type { Projection } from '@trueque/messaging';
import type { EntityManager } from 'typeorm';
import { ScheduleRow } from '../rows/period.row.js';
import { type DataOf, fact } from './facts.js';
import { periodStarts } from './period-starts.js';
import { withoutSetAside } from './set-aside.js';
import { writeRows } from './tables.js';

/** One row per peer and period: what each is to generate, buy, sell and store. */
@Injectable()
export class SchedulesProjection implements Projection {
  readonly kind = 'projection';
  readonly name = 'reporting.schedules.v1';
  readonly types = ['AuctionCleared', 'ReviewDecided'] as const;
  readonly rows = [ScheduleRow];

  async project(events: readonly RecordedEvent[], manager: EntityManager): Promise<void> {
    const counting = await withoutSetAside(events, manager, ScheduleRow);
    await writeRows(manager, ScheduleRow, counting.flatMap(fact('AuctionCleared', scheduleRows)));
  }
}

type Schedule = DataOf<'AuctionCleared'>['schedules'][number];

const scheduleRows = (data: DataOf<'AuctionCleared'>): ScheduleRow[] => {
  const { marketId, auctionId, schedules, periods } = data;
  const startOf = periodStarts(data);
  const indexes = Array.from({ length: periods }, (_, period) => period);
  return schedules.flatMap((schedule) =>
    indexes.map((period) => ({
      marketId,
      auctionId,
      period,
      start: startOf(period),
      ...energies(schedule, period),
    })),
  );
};

const energies = (schedule: Schedule, period: number) => {
  const at = (series: readonly number[] | null) => series?.[period] ?? 0;
  return {
    peerId: schedule.peerId,
    communityId: schedule.communityId,
    generationWh: at(schedule.generationWh),
    importsWh: at(schedule.importsWh),
    exportsWh: at(schedule.exportsWh),
    chargeWh: at(schedule.chargeWh),
    dischargeWh: at(schedule.dischargeWh),
    storedWh: at(schedule.storedWh),
    loadWh: at(schedule.loadWh),
    servedWh: at(schedule.servedWh),
  };
};
