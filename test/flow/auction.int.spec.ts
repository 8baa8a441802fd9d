import { appUnderTest } from './app-under-test.js';
import { itTakesAnAuctionFromOffersToStatements } from './auction-flow.js';
import { itHoldsPeersToTheirCredit } from './credit-flow.js';
import { itForgetsPersons } from './privacy-flow.js';
import { startedOnce } from './started-once.js';

describe('an auction in one process', () => {
  const start = startedOnce(appUnderTest);
  itTakesAnAuctionFromOffersToStatements(start);
  itHoldsPeersToTheirCredit(start);
  itForgetsPersons(start);
});
