import 'reflect-metadata';
import {
  BARE_KAFKA_WORKER,
  type BareRates,
  type BareWork,
  KafkaJsClient,
  type KafkaSettings,
  kafkaSettings,
} from '@trueque/kafka';
import { startEmbeddedPostgres } from '@trueque/postgres';
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CommandFailure, EXIT } from '../../exit.js';
import { type Bench, benchRow, type BenchRow } from '../bench-row.js';
import { forked } from '../forked.js';
import { median } from '../median.js';
import { appendMany, MARKETS, offer } from './bus-load.js';
import { latenciesMs, quantile, rateOf } from './bus-rates.js';
import { type BusService, type Setting, withService } from './bus-service.js';
import { clearingRows } from './clearing-rows.js';
import { StoredOffers } from './stored-offers.projection.js';

const EVENTS = 60_000;
/** Not counted at the start, here and in the floors: a process that has just begun is slower. */
const WARM_UP_EVENTS = EVENTS / 10;
const SEND_EVENTS = 1_000;
/** Odd: relay and floor take turns, and the figure is the median of so many rounds. */
const ROUNDS = 3;
const PACE = { events: 2_000, perSecond: 200, from: EVENTS };

/** From an append to an effect that is stored, over the broker that `KAFKA_BROKERS` names. */
export const busBench: Bench = {
  name: 'bus',
  description: `carries ${EVENTS} offers of 1 kB over KAFKA_BROKERS, and clears 64 markets by one process and by two; floor: kafkajs alone, in batches`,
  run: async (say) => {
    const settings = settingsOf();
    const measured = (measure: (setting: Setting) => Promise<readonly BenchRow[]>) =>
      onFreshPostgres((databaseUrl) => measure({ say, settings, databaseUrl }));
    return [...(await measured(carryingRows)), ...(await measured(clearingRows))];
  },
};

const onFreshPostgres = async <Answer>(
  use: (databaseUrl: string) => Promise<Answer>,
): Promise<Answer> => {
  const folder = mkdtempSync(join(tmpdir(), 'trueque-bench-'));
  chmodSync(folder, 0o755);
  const server = await startEmbeddedPostgres({ dataDir: join(folder, 'postgres') });
  try {
    return await use(server.url);
  } finally {
    await server.stop();
    rmSync(folder, { recursive: true, force: true });
  }
};

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

const carryingRows = async (setting: Setting): Promise<readonly BenchRow[]> => {
  const { say } = setting;
  say(`storing ${EVENTS} offers, without a broker`);
  await withService(setting, { overKafka: false }, ({ store }) => appendMany(store, 0, EVENTS));
  const rounds: PublishRound[] = [];
  for (let round = 1; round <= ROUNDS; round += 1) {
    say(`publishing them, and kafkajs alone: ${round} of ${ROUNDS}`);
    rounds.push(await publishRound(ofRound(setting, round)));
  }
  const relay = median(rounds.map((round) => round.relay));
  const producing = median(rounds.map(({ floor }) => floor.producing));
  const consuming = median(rounds.map(({ floor }) => floor.consuming));
  say('consuming them with an effect');
  const published = ofRound(setting, ROUNDS);
  return withService(published, { consumers: [StoredOffers] }, async (service) => {
    const consumed = await consumeRate(service);
    say(`${PACE.events} offers at ${PACE.perSecond} a second`);
    const latencies = await latenciesMs(service, PACE);
    const inMs = { unit: 'ms', name: 'append to consumer' };
    return [
      benchRow({ name: 'relay', ...perSecond(relay, producing), atLeastOfFloor: 0.6 }),
      benchRow({
        name: 'consume, effect stored',
        ...perSecond(consumed, consuming),
        atLeast: 5_000,
      }),
      benchRow({ ...inMs, name: `${inMs.name}, p50`, value: quantile(latencies, 0.5), atMost: 20 }),
      benchRow({
        ...inMs,
        name: `${inMs.name}, p99`,
        value: quantile(latencies, 0.99),
        atMost: 250,
      }),
    ];
  });
};

interface PublishRound {
  readonly relay: number;
  readonly floor: BareRates;
}

/** Topics of its own: the relay publishes all of the log to them, from the beginning. */
const ofRound = (setting: Setting, round: number): Setting => {
  const prefix = `${setting.settings.prefix}${round}.`;
  return { ...setting, settings: { ...setting.settings, prefix } };
};

const publishRound = async (setting: Setting): Promise<PublishRound> => {
  const { prefix } = setting.settings;
  const relay = await withService(setting, {}, (service) => relayRate(service, prefix));
  return { relay, floor: await bareRates(setting) };
};

const perSecond = (value: number, floor: number) => ({ value, floor, unit: 'events/s' });

/** By the relay's own checkpoints. */
const relayRate = ({ dataSource }: BusService, prefix: string): Promise<number> => {
  const sql = `SELECT coalesce(sum(position), 0)::int AS done
                 FROM messaging.relay_position WHERE prefix = $1`;
  const done = async () =>
    (await dataSource.query<{ done: number }[]>(sql, [prefix]))[0]?.done ?? 0;
  return rateOf(done, WARM_UP_EVENTS, EVENTS);
};

const consumeRate = ({ offers }: BusService): Promise<number> =>
  rateOf(() => offers.cameAtMs.size, 0, EVENTS);

/** What the client alone does with events of the same size. */
const bareRates = async ({ settings }: Setting): Promise<BareRates> => {
  const topic = `${settings.prefix}bare`;
  const config = { 'max.message.bytes': '4194304' };
  const partitions = MARKETS.length;
  await new KafkaJsClient(settings).admin.create([
    { name: topic, partitions, replication: 1, config },
  ]);
  const work: BareWork = {
    ...{ topic, partitions, brokers: settings.brokers },
    ...{ events: EVENTS, sendEvents: SEND_EVENTS, body: JSON.stringify(offer('m0', 1).data) },
  };
  return forked(BARE_KAFKA_WORKER, work);
};
