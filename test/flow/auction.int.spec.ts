import { appUnderTest } from './app-under-test.js';
import { itTakesAnAuctionFromOffersToStatements } from './auction-flow.js';

describe('an auction in one process', () => itTakesAnAuctionFromOffersToStatements(appUnderTest));
