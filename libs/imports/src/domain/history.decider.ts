import type { HistoryEvent } from '@trueque/contracts';
import { accept, type Decider, isoInstant } from '@trueque/kernel';
import { partOfRuns, qualitiesOf } from './quality-runs.js';

type DataOf<Type extends HistoryEvent['type']> = Extract<HistoryEvent, { type: Type }>['data'];

/** A month of one series as a file has it; `null` where the file says nothing. */
export type MonthRead =
  | {
      readonly type: 'RecordMeterHistory';
      readonly read: Omit<DataOf<'MeterHistoryRecorded'>, 'corrects'>;
    }
  | {
      readonly type: 'RecordPriceHistory';
      readonly read: Omit<DataOf<'PriceHistoryRecorded'>, 'corrects'>;
    };

type Versions = readonly HistoryEvent['data'][];

/** What the month says so far: every version of it, oldest first. */
export interface History {
  readonly versions: Versions;
}

const MINUTE_MS = 60_000;

/**
 * One month of one series. What a file says that is known already adds nothing; what it says
 * differently adds an event with the new values alone, so every version stays readable.
 */
export const history: Decider<MonthRead, History, HistoryEvent, never> = {
  category: 'history',
  initial: { versions: [] },

  decide: (command, { versions }) => {
    switch (command.type) {
      case 'RecordMeterHistory': {
        const news = newsOf(command.read, command.read.energyWh, versions);
        if (news === undefined) return accept();
        const { start, from, to, corrects } = news;
        const quality = partOfRuns(command.read.quality, from, to);
        return accept<HistoryEvent>({
          type: 'MeterHistoryRecorded',
          data: { ...command.read, start, energyWh: [...news.values], quality, corrects },
        });
      }
      case 'RecordPriceHistory': {
        const news = newsOf(command.read, command.read.priceMicrosPerKwh, versions);
        if (news === undefined) return accept();
        const { start, corrects } = news;
        return accept<HistoryEvent>({
          type: 'PriceHistoryRecorded',
          data: { ...command.read, start, priceMicrosPerKwh: [...news.values], corrects },
        });
      }
    }
  },

  evolve: ({ versions }, { data }) => ({ versions: [...versions, data] }),
};

type Value = number | null;
type Read = MonthRead['read'];

interface News {
  readonly start: string;
  /** From the first to after the last interval that says something new. */
  readonly from: number;
  readonly to: number;
  /** Of these intervals; `null` where nothing is new. */
  readonly values: readonly Value[];
  readonly corrects: number;
}

/** Undefined where nothing is new. */
const newsOf = (read: Read, values: readonly Value[], versions: Versions): News | undefined => {
  const { fresh, corrects } =
    versions.length === 0 ? { fresh: values, corrects: 0 } : freshValues(read, values, versions);
  const from = fresh.findIndex((value) => value !== null);
  if (from < 0) return undefined;
  const to = fresh.findLastIndex((value) => value !== null) + 1;
  const start = isoInstant(startOf(read, from));
  return { start, from, to, values: fresh.slice(from, to), corrects };
};

/** Values that no version has, or that the last version has differently. */
const freshValues = (read: Read, values: readonly Value[], versions: Versions) => {
  const known = new Map<number, string>();
  for (const version of versions)
    entriesOf(version).forEach((entry, index) => {
      if (entry !== null) known.set(startOf(version, index), entry);
    });
  const entries = entriesOf(read);
  const before = entries.map((_, index) => known.get(startOf(read, index)));
  const fresh = values.map((value, index) => (entries[index] === before[index] ? null : value));
  const corrects = fresh.filter((value, at) => value !== null && before[at] !== undefined).length;
  return { fresh, corrects };
};

const startOf = ({ start, intervalMinutes }: Read, index: number): number =>
  Date.parse(start) + index * intervalMinutes * MINUTE_MS;

/** Value and quality of each interval as one text, so that either of them can be news. */
const entriesOf = (read: Read): readonly (string | null)[] => {
  if (!('energyWh' in read)) return read.priceMicrosPerKwh.map(textOf);
  const qualities = qualitiesOf(read.quality);
  return read.energyWh.map((value, at) => (value === null ? null : `${value} ${qualities[at]}`));
};

const textOf = (value: Value): string | null => (value === null ? null : String(value));
