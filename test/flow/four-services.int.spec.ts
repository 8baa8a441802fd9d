import { freshDatabase, kafkaBroker } from '../support/index.js';
import { FourServices } from '../services/four-services.js';
import { itTakesAnAuctionFromOffersToStatements } from './auction-flow.js';
import { itHoldsPeersToTheirCredit } from './credit-flow.js';
import { startedOnce } from './started-once.js';

describe('an auction through four processes and a broker', () => {
  const start = startedOnce(async () =>
    FourServices.start({ databaseUrl: await freshDatabase(), ...(await kafkaBroker()) }),
  );
  itTakesAnAuctionFromOffersToStatements(start);
  itHoldsPeersToTheirCredit(start);
});
