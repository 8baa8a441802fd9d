import type { Channel, HistoryEvent } from '@trueque/contracts';
import type { EventStore, TransactOptions } from '@trueque/event-store';
import { isoInstant } from '@trueque/kernel';
import { history, type MonthRead } from './domain/history.decider.js';
import type { MonthBlock } from './month-blocks.js';

/** Whose history it is, and which import says so. */
export interface ImportCause {
  readonly marketId: string;
  /** Tells imports apart: the same file again is the same import, and adds nothing. */
  readonly importId: string;
  readonly actor: string;
  readonly occurredAt: string;
}

/** What a month added: 0 events where all of it was known. */
export interface RecordedMonth {
  readonly events: number;
  readonly corrects: number;
}

/** Keeps a month of a series as an event of its stream `history-<market>/<series>/<channel>/<month>`. */
export const recordMonth = async (
  store: EventStore,
  block: MonthBlock,
  cause: ImportCause,
): Promise<RecordedMonth> => {
  const command = commandOf(block, cause.marketId);
  const month = command.read.start.slice(0, 7);
  const [kind, id, word] = block.series.split(' ');
  const place = kind === 'reading' ? `${id}/${word}` : `price/${id}`;
  const options: TransactOptions = {
    partition: cause.marketId,
    causedBy: `import/${cause.importId}/${command.read.start}`,
    actor: cause.actor,
    occurredAt: cause.occurredAt,
  };
  const outcome = await store.transact(
    history,
    `${cause.marketId}/${place}/${month}`,
    command,
    options,
  );
  if (outcome.status !== 'accepted') return { events: 0, corrects: 0 };
  const corrects = outcome.events.map(({ data }: { data: HistoryEvent['data'] }) => data.corrects);
  return { events: corrects.length, corrects: corrects.reduce((sum, count) => sum + count, 0) };
};

const commandOf = ({ series, ...block }: MonthBlock, marketId: string): MonthRead => {
  const [kind, id = '', word = ''] = series.split(' ');
  const placed = { marketId, start: isoInstant(block.startMs), intervalMinutes: block.minutes };
  if (kind === 'price')
    return {
      type: 'RecordPriceHistory',
      read: { ...placed, seriesId: id, currency: word, priceMicrosPerKwh: [...block.values] },
    };
  return {
    type: 'RecordMeterHistory',
    read: {
      ...{ ...placed, meterPointId: id, channel: word as Channel },
      ...{ energyWh: [...block.values], quality: block.quality.map(([of, count]) => [of, count]) },
    },
  };
};
