import { randomBytes } from 'node:crypto';
import { freshDatabase, kafkaBroker } from '../support/index.js';
import { FourServices } from '../services/four-services.js';
import { itTakesAnAuctionFromOffersToStatements } from './auction-flow.js';
import { carriedMessages } from './carried-messages.js';
import { itHoldsPeersToTheirCredit } from './credit-flow.js';
import { CALLER, itIsSeenFromEndToEnd } from './observed-flow.js';
import { itForgetsPersons } from './privacy-flow.js';
import { SpanCollector } from './span-collector.js';
import { startedOnce } from './started-once.js';

const collector = startedOnce(() => SpanCollector.start());
const database = startedOnce(() => freshDatabase());
const broker = startedOnce(() => kafkaBroker());

/** As a user of the broker, over TLS, and as talkative as can be: what is carried without them, the drills show. */
const startSecurely = async (): Promise<FourServices> => {
  const { prefix, secure } = await broker();
  const { files, user, users: brokers } = secure;
  const env = {
    KAFKA_TLS_CA: files.ca,
    KAFKA_SASL_USERNAME: user.name,
    KAFKA_SASL_PASSWORD: user.password,
    TRUEQUE_MASTER_KEY: randomBytes(32).toString('base64'),
    LOG_LEVEL: 'trace',
    OTEL_EXPORTER_OTLP_ENDPOINT: (await collector()).url,
    OTEL_BSP_SCHEDULE_DELAY: '100',
  };
  return FourServices.start({ databaseUrl: await database(), brokers, prefix, env });
};

const secrets = async (): Promise<readonly string[]> => {
  const { secure } = await broker();
  return [secure.user.password, new URL(await database()).password];
};

describe('an auction through four processes and a broker', () => {
  const start = startedOnce(startSecurely);
  itTakesAnAuctionFromOffersToStatements(start, CALLER);
  itHoldsPeersToTheirCredit(start);
  itForgetsPersons(start, async (until) => carriedMessages((await broker()).prefix, until));
  itIsSeenFromEndToEnd(start, collector, secrets);
});
