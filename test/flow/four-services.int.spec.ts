import { freshDatabase, kafkaBroker } from '../support/index.js';
import { FourServices } from '../services/four-services.js';
import { itTakesAnAuctionFromOffersToStatements } from './auction-flow.js';

describe('an auction through four processes and a broker', () =>
  itTakesAnAuctionFromOffersToStatements(async () =>
    FourServices.start({ databaseUrl: await freshDatabase(), ...(await kafkaBroker()) }),
  ));
