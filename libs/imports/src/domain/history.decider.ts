import type { HistoryEvent, Quality } from '@trueque/contracts';
import { accept, type Decider } from '@trueque/kernel';

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

/** What the month says so far, by start of the interval in milliseconds. */
export interface History {
  readonly known: ReadonlyMap<number, string>;
}

const MINUTE_MS = 60_000;

/**
 * One month of one series. What a file says that is known already adds nothing; what it says
 * differently adds an event with the new values alone, so every version stays readable.
 */
export const history: Decider<MonthRead, History, HistoryEvent, never> = {
  category: 'history',
  initial: { known: new Map() },

  decide: (command, { known }) => {
    switch (command.type) {
      case 'RecordMeterHistory': {
        const news = newsOf(entriesOf(command.read), command.read, known);
        if (news === undefined) return accept();
        const { start, from, to, isNews, corrects } = news;
        const energyWh = command.read.energyWh.slice(from, to).map(only(isNews, from));
        const quality = qualityRuns(qualitiesOf(command.read.quality).slice(from, to));
        return accept<HistoryEvent>({
          type: 'MeterHistoryRecorded',
          data: { ...command.read, start, energyWh, quality, corrects },
        });
      }
      case 'RecordPriceHistory': {
        const news = newsOf(command.read.priceMicrosPerKwh.map(text), command.read, known);
        if (news === undefined) return accept();
        const { start, from, to, isNews, corrects } = news;
        const priceMicrosPerKwh = command.read.priceMicrosPerKwh
          .slice(from, to)
          .map(only(isNews, from));
        return accept<HistoryEvent>({
          type: 'PriceHistoryRecorded',
          data: { ...command.read, start, priceMicrosPerKwh, corrects },
        });
      }
    }
  },

  evolve: ({ known }, { type, data }) => {
    switch (type) {
      case 'MeterHistoryRecorded':
        return { known: withEntries(known, data, entriesOf(data)) };
      case 'PriceHistoryRecorded':
        return { known: withEntries(known, data, data.priceMicrosPerKwh.map(text)) };
    }
  },
};

interface Placed {
  readonly start: string;
  readonly intervalMinutes: number;
}

const text = (value: number | null): string | null => (value === null ? null : String(value));

/** Value and quality of each interval as one text, so that either of them can be news. */
const entriesOf = ({
  energyWh,
  quality,
}: Pick<DataOf<'MeterHistoryRecorded'>, 'energyWh' | 'quality'>): (string | null)[] => {
  const qualities = qualitiesOf(quality);
  return energyWh.map((value, index) => (value === null ? null : `${value} ${qualities[index]}`));
};

const qualitiesOf = (runs: readonly (readonly [Quality, number])[]): Quality[] =>
  runs.flatMap(([quality, count]) => Array.from({ length: count }, () => quality));

/** Qualities of intervals as runs of equal ones. */
export const qualityRuns = (qualities: readonly Quality[]): [Quality, number][] => {
  const runs: [Quality, number][] = [];
  for (const quality of qualities) {
    const last = runs.at(-1);
    if (last?.[0] === quality) last[1] += 1;
    else runs.push([quality, 1]);
  }
  return runs;
};

const startOf = ({ start, intervalMinutes }: Placed, index: number): number =>
  Date.parse(start) + index * intervalMinutes * MINUTE_MS;

interface News {
  readonly start: string;
  readonly from: number;
  readonly to: number;
  readonly isNews: readonly boolean[];
  readonly corrects: number;
}

/** From the first to the last interval that says something new; undefined where none does. */
const newsOf = (
  entries: readonly (string | null)[],
  placed: Placed,
  known: ReadonlyMap<number, string>,
): News | undefined => {
  const before = entries.map((_, index) => known.get(startOf(placed, index)));
  const isNews = entries.map((entry, index) => entry !== null && entry !== before[index]);
  const from = isNews.indexOf(true);
  if (from < 0) return undefined;
  const corrects = isNews.filter((news, index) => news && before[index] !== undefined).length;
  const start = new Date(startOf(placed, from)).toISOString().replace('.000Z', 'Z');
  return { start, from, to: isNews.lastIndexOf(true) + 1, isNews, corrects };
};

const only =
  (isNews: readonly boolean[], from: number) =>
  (value: number | null, index: number): number | null =>
    isNews[from + index] === true ? value : null;

const withEntries = (
  known: ReadonlyMap<number, string>,
  placed: Placed,
  entries: readonly (string | null)[],
): ReadonlyMap<number, string> => {
  const next = new Map(known);
  entries.forEach((entry, index) => {
    if (entry !== null) next.set(startOf(placed, index), entry);
  });
  return next;
};
