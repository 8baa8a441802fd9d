import { statementIssuedV1, statementIssuedV2 } from './earlier/statement-issued.js';
import { settlementRunCompletedV1 } from './earlier/settlement-run-completed.js';
import { declareEvents, type EventsOf } from './event-schema.js';
import { settlementRunSchema } from './settlement-run.js';
import { statementSchema } from './statement.js';

/** What settlement says: who owes what. */
export const settlementsEvents = declareEvents('settlements.v1')({
  /** All postings of an auction are one event; they sum to zero, to the last 10⁻⁹ of currency. */
  SettlementRunCompleted: { data: settlementRunSchema, earlier: [settlementRunCompletedV1] },
  StatementIssued: { data: statementSchema, earlier: [statementIssuedV1, statementIssuedV2] },
});

export type SettlementsEvent = EventsOf<typeof settlementsEvents>;
