import 'reflect-metadata';
import { Module, type Type } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { EVENT_STORE, type EventStore } from '@trueque/event-store';
import { KafkaJsClient, type KafkaSettings, kafkaSettings } from '@trueque/kafka';
import type { Consumer } from '@trueque/messaging';
import { startEmbeddedPostgres } from '@trueque/postgres';
import { ServiceModule } from '@trueque/service';
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { DataSource } from 'typeorm';
import { CommandFailure, EXIT } from '../../exit.js';
import type { Bench, BenchRow } from '../bench-row.js';
import { append, appendMany, MARKETS, offer } from './bus-load.js';
import { BenchOffers1763990000000, StoredOffers } from './stored-offers.projection.js';

const EVENTS = 20_000;
const SEND_EVENTS = 500;
const PACE_PER_S = 200;
const PACED_EVENTS = 2_000;
const LOOK_MS = 10;

/** From an append to an effect that is stored, over the broker that `KAFKA_BROKERS` names. */
export const busBench: Bench = {
  name: 'bus',
  description: `carries ${EVENTS} offers of 1 kB over KAFKA_BROKERS; floor: a bare producer and consumer in batches`,
  run: async (say) => {
    const settings = settingsOf();
    const folder = mkdtempSync(join(tmpdir(), 'trueque-bench-'));
    chmodSync(folder, 0o755);
    const server = await startEmbeddedPostgres({ dataDir: join(folder, 'postgres') });
    try {
      return await measure({ say, settings, databaseUrl: server.url });
    } finally {
      await server.stop();
      rmSync(folder, { recursive: true, force: true });
    }
  },
};

interface Setting {
  readonly say: (progress: string) => void;
  readonly settings: KafkaSettings;
  readonly databaseUrl: string;
}

/** Topics of its own, so that nobody's events are among them. */
const settingsOf = (): KafkaSettings => {
  const settings = kafkaSettings(process.env);
  if (settings === undefined)
    throw new CommandFailure(
      EXIT.unavailable,
      'bench bus needs a broker: npm run kafka -- start prints the KAFKA_BROKERS to set',
    );
  return { ...settings, prefix: `bench-${process.pid}.`, partitions: MARKETS.length };
};

@Module({ providers: [StoredOffers], exports: [StoredOffers] })
class OffersModule {}

@Module({})
class NothingModule {}

const measure = async (setting: Setting): Promise<readonly BenchRow[]> => {
  const { say } = setting;
  say(`storing ${EVENTS} offers, without a broker`);
  await withProcess(setting, [], async ({ store }) => appendMany(store, 0, EVENTS), false);
  say('publishing them, and the bare producer');
  const relay = await withProcess(setting, [], relayRate);
  const [producing, consuming] = await floors(setting);
  say('consuming them with an effect, and the bare consumer');
  return withProcess(setting, [StoredOffers], async (parts) => {
    const consumed = await consumeRate(parts);
    say(`${PACED_EVENTS} offers at ${PACE_PER_S} a second`);
    const latencies = await latenciesMs(parts);
    return [
      row({ name: 'relay', value: relay, unit: 'events/s', floor: producing }, 0.6),
      row({
        name: 'consume, effect stored',
        value: consumed,
        unit: 'events/s',
        floor: consuming,
        atLeast: 5_000,
      }),
      row({
        name: 'append to consumer, p50',
        value: quantile(latencies, 0.5),
        unit: 'ms',
        atMost: 20,
      }),
      row({
        name: 'append to consumer, p99',
        value: quantile(latencies, 0.99),
        unit: 'ms',
        atMost: 250,
      }),
    ];
  });
};

interface Parts {
  readonly store: EventStore;
  readonly dataSource: DataSource;
  readonly offers: StoredOffers;
  readonly startedMs: number;
}

/** A service as it runs in production, with these consumers. */
const withProcess = async <Answer>(
  { databaseUrl, settings }: Setting,
  consumers: readonly Type<Consumer>[],
  use: (parts: Parts) => Promise<Answer>,
  overKafka = true,
): Promise<Answer> => {
  const module = consumers.length > 0 ? OffersModule : NothingModule;
  const migrations = [BenchOffers1763990000000];
  const service = { name: 'bench', portByDefault: 0, module, consumers, migrations };
  const config = { databaseUrl, ...(overKafka && { kafka: settings }) };
  const startedMs = performance.now();
  const app = await NestFactory.createApplicationContext(ServiceModule.forRoot(service, config), {
    logger: false,
    abortOnError: false,
  });
  try {
    const offers =
      consumers.length > 0 ? app.get(StoredOffers, { strict: false }) : new StoredOffers();
    const store = app.get<EventStore>(EVENT_STORE, { strict: false });
    return await use({
      store,
      dataSource: app.get(DataSource, { strict: false }),
      offers,
      startedMs,
    });
  } finally {
    await app.close();
  }
};

/** From the first event that is published to the last. */
const relayRate = async ({ dataSource }: Parts): Promise<number> => {
  const sql = 'SELECT coalesce(sum(position), 0)::int AS done FROM messaging.relay_position';
  return rateOf(async () => (await dataSource.query<{ done: number }[]>(sql))[0]?.done ?? 0);
};

const consumeRate = ({ offers }: Parts): Promise<number> =>
  rateOf(() => Promise.resolve(offers.cameAtMs.size));

const rateOf = async (done: () => Promise<number>): Promise<number> => {
  let first: { readonly atMs: number; readonly count: number } | undefined;
  for (;;) {
    const count = await done();
    const atMs = performance.now();
    if (first === undefined && count > 0) first = { atMs, count };
    if (first !== undefined && count >= EVENTS)
      return ((count - first.count) / Math.max(1, atMs - first.atMs)) * 1_000;
    await sleep(LOOK_MS);
  }
};

/** What the client alone does with messages of the same size: one producer, then one consumer. */
const floors = async ({ settings }: Setting): Promise<readonly [number, number]> => {
  const client = new KafkaJsClient(settings);
  const topic = `${settings.prefix}floor`;
  await client.admin.create([
    {
      name: topic,
      partitions: MARKETS.length,
      replication: 1,
      config: { 'max.message.bytes': '4194304' },
    },
  ]);
  const producer = await client.producer();
  const value = Buffer.from(JSON.stringify(offer('m0', 1).data));
  const batch = Array.from({ length: SEND_EVENTS }, () => ({ key: 'm0', value, headers: {} }));
  const beganMs = performance.now();
  const each = EVENTS / MARKETS.length / SEND_EVENTS;
  await Promise.all(
    MARKETS.map(async (_, partition) => {
      for (let sends = 0; sends < each; sends += 1) await producer.send(topic, partition, batch);
    }),
  );
  const producing = (EVENTS / (performance.now() - beganMs)) * 1_000;
  await producer.close();
  return [producing, await bareConsumer(client, topic, settings.prefix)];
};

const bareConsumer = async (client: KafkaJsClient, topic: string, prefix: string) => {
  let seen = 0;
  const options = { groupId: `${prefix}floor`, topics: [topic], partitionsAtOnce: 4 };
  const consumer = await client.consume(
    { ...options, onTrouble: () => undefined },
    ({ messages }) => {
      seen += messages.length;
      return Promise.resolve('done');
    },
  );
  const rate = await rateOf(() => Promise.resolve(seen));
  await consumer.close();
  return rate;
};

/** Appends at an even pace; the clock runs from the answer of the store to the stored effect. */
const latenciesMs = async ({ store, offers }: Parts): Promise<readonly number[]> => {
  const appendedAtMs = new Map<string, number>();
  const beganMs = performance.now();
  const appends: Promise<unknown>[] = [];
  for (let index = 0; index < PACED_EVENTS; index += 1) {
    const number = EVENTS + index;
    await sleep(Math.max(0, beganMs + (index * 1_000) / PACE_PER_S - performance.now()));
    const appended = append(store, number).then((position) =>
      appendedAtMs.set(`${MARKETS[number % MARKETS.length]}/${position}`, performance.now()),
    );
    appends.push(appended);
  }
  await Promise.all(appends);
  while (offers.cameAtMs.size < EVENTS + PACED_EVENTS) await sleep(LOOK_MS);
  return [...appendedAtMs].map(([key, atMs]) => (offers.cameAtMs.get(key) ?? Infinity) - atMs);
};

const quantile = (values: readonly number[], part: number): number => {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))] ?? 0;
};

interface Result {
  readonly name: string;
  readonly value: number;
  readonly unit: string;
  readonly floor?: number;
  readonly atLeast?: number;
  readonly atMost?: number;
}

const row = ({ name, value, unit, floor, atLeast, atMost }: Result, share?: number): BenchRow => {
  const ratio = floor === undefined ? null : value / floor;
  const bounds = [
    ...(share === undefined
      ? []
      : [[`≥ ${share * 100} % of the floor`, (ratio ?? 0) >= share] as const]),
    ...(atLeast === undefined ? [] : [[`≥ ${atLeast} ${unit}`, value >= atLeast] as const]),
    ...(atMost === undefined ? [] : [[`≤ ${atMost} ${unit}`, value <= atMost] as const]),
  ];
  return {
    ...{ name, unit, value: rounded(value) },
    floor: floor === undefined ? null : rounded(floor),
    ratio: ratio === null ? null : rounded(ratio),
    target: bounds.map(([target]) => target).join(', ') || null,
    holds: bounds.length === 0 ? null : bounds.every(([, holds]) => holds),
  };
};

const rounded = (value: number): number => Number(value.toPrecision(4));
