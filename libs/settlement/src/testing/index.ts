import { settlement } from '../domain/settlement.decider.js';
import { credit } from '../domain/credit/credit.decider.js';
import { settlementCommands } from './arbitraries.js';
import { creditCommands } from './credit-commands.js';

export { type ClearedTrade, inputHashOf, type SettlementInput } from '../domain/facts.js';
export { settle, type Settlement } from '../domain/settle.js';
export { factsAt } from '../settlement-facts.js';
export { paperCaseTwo, paperCaseTwoMetered } from './paper-case-two.js';
export { clearingEventsOf, RecordedMarket } from './recorded-market.js';

/** Every decider of this context with commands it may be given, for tests that hold for all. */
export const settlementDeciders = [
  { decider: settlement, commands: settlementCommands },
  { decider: credit, commands: creditCommands },
];
