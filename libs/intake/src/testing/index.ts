import { auction } from '../domain/auction.decider.js';
import { market } from '../domain/market.decider.js';
import { readings } from '../domain/readings.decider.js';
import { auctionCommands, marketCommands, readingsCommands } from './commands.js';

/** Every decider of this context with commands it may be given, for tests that hold for all. */
export const intakeDeciders = [
  { decider: market, commands: marketCommands },
  { decider: auction, commands: auctionCommands },
  { decider: readings, commands: readingsCommands },
] as const;
