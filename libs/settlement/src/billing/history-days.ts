import {
  type EventType,
  historyEvents,
  type HistoryEvent,
  type MeterDay,
} from '@trueque/contracts';
import { becauseOf, type EventStore, type RecordedEvent } from '@trueque/event-store';
import { type Mtu, mtuMinutes } from '@trueque/kernel';
import { type LocalDay, localDateOf, localDay } from '../domain/metering/local-day.js';
import { metering } from '../domain/metering/metering.decider.js';
import { eventsUpTo, type KnownMarket, knownMarket } from './known-market.js';

type History = Extract<HistoryEvent, { readonly type: 'MeterHistoryRecorded' }>['data'];

const MINUTE_MS = 60_000;

/** Takes all that was imported for a market's peers as readings to settle; what was taken stays. */
export const takeHistory = async (store: EventStore, marketId: string): Promise<void> => {
  const market = await knownMarket(store, marketId);
  if (!market || market.packs.length === 0) return;
  const types: readonly EventType[] = ['MeterHistoryRecorded'];
  for await (const event of eventsUpTo(store, marketId, Number.MAX_SAFE_INTEGER, { types })) {
    await takeHistoryOf(store, market, event);
  }
};

/**
 * Takes one block of imported history, where its meter point is a peer and its channel is the
 * grid's: an import or an export. Other channels are what happened behind the meter.
 */
export const takeHistoryOf = async (
  store: EventStore,
  market: KnownMarket,
  event: RecordedEvent,
): Promise<void> => {
  const history = historyEvents.MeterHistoryRecorded.data.parse(event.data);
  if (!market.peerIds.includes(history.meterPointId)) return;
  for (const { day, reading } of meterDaysOf(history, market)) {
    const facts = { day, knownPeerIds: market.peerIds };
    const { marketId } = market;
    const command = { type: 'RecordMeterDay' as const, marketId, readings: [reading], facts };
    const options = becauseOf(event, 'settlement', marketId);
    await store.transact(metering, `${marketId}/${day.date}`, command, options);
  }
};

interface DayOfMeter {
  readonly day: LocalDay;
  readonly reading: MeterDay;
}

/** A block as local days in the market's time unit; finer intervals are added up. */
export const meterDaysOf = (
  history: History,
  { timeZone, mtu }: Pick<KnownMarket, 'timeZone' | 'mtu'>,
): DayOfMeter[] => {
  const { channel, start, intervalMinutes } = history;
  const isImport = channel === 'GRID_IMPORT';
  if (!isImport && channel !== 'GRID_EXPORT') return [];
  if (mtuMinutes(mtu) % intervalMinutes !== 0) return [];
  const blocks = new Map<string, Block>();
  history.energyWh.forEach((energyWh, index) => {
    const atMs = Date.parse(start) + index * intervalMinutes * MINUTE_MS;
    const date = localDateOf(atMs, timeZone);
    const block = blocks.get(date) ?? emptyBlock(date, timeZone, mtu);
    if (block) blocks.set(date, block);
    if (block) addValue(block, atMs, energyWh);
  });
  const quality = qualityOf(history);
  return [...blocks.values()].map(({ day, values }) => {
    const own = values.map(({ energyWh, isKnown }) => (isKnown ? energyWh : null));
    const series = isImport ? { importWh: own, exportWh: null } : { importWh: null, exportWh: own };
    return { day, reading: { peerId: history.meterPointId, ...series, quality } };
  });
};

interface Block {
  readonly day: LocalDay;
  readonly values: { energyWh: number; isKnown: boolean; isBroken: boolean }[];
}

const emptyBlock = (date: string, timeZone: string, mtu: Mtu): Block | undefined => {
  const day = localDay(date, timeZone, mtu);
  if (day === null) return undefined;
  const silent = () => ({ energyWh: 0, isKnown: false, isBroken: false });
  return { day, values: Array.from({ length: day.periods }, silent) };
};

/** A period that lacks a part of itself is not known. */
const addValue = ({ day, values }: Block, atMs: number, energyWh: number | null): void => {
  const period = Math.floor((atMs - Date.parse(day.start)) / (mtuMinutes(day.mtu) * MINUTE_MS));
  const value = values[period];
  if (value === undefined) return;
  value.isBroken ||= energyWh === null;
  value.isKnown = !value.isBroken;
  value.energyWh += energyWh ?? 0;
};

/** The least trusted of what the block is made of. */
const qualityOf = ({ quality }: History): MeterDay['quality'] => {
  const told = new Set(quality.map(([word]) => word));
  if (told.has('ESTIMATED') || told.has('SUSPECT')) return 'estimated';
  return told.has('SUBSTITUTED') ? 'substituted' : 'measured';
};
