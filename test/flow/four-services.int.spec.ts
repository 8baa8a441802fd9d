import { freshDatabase, kafkaBroker } from '../support/index.js';
import { FourServices } from '../services/four-services.js';
import { itTakesAnAuctionFromOffersToStatements } from './auction-flow.js';
import { itHoldsPeersToTheirCredit } from './credit-flow.js';
import { startedOnce } from './started-once.js';

/** As a user of the broker, over TLS: what is carried without them, the drills show. */
const startSecurely = async (): Promise<FourServices> => {
  const { prefix, secure } = await kafkaBroker();
  const { files, user, users: brokers } = secure;
  const env = {
    KAFKA_TLS_CA: files.ca,
    KAFKA_SASL_USERNAME: user.name,
    KAFKA_SASL_PASSWORD: user.password,
  };
  return FourServices.start({ databaseUrl: await freshDatabase(), brokers, prefix, env });
};

describe('an auction through four processes and a broker', () => {
  const start = startedOnce(startSecurely);
  itTakesAnAuctionFromOffersToStatements(start);
  itHoldsPeersToTheirCredit(start);
});
