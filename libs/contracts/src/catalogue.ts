import { billingEvents } from './billing-events.js';
import { clearingsEvents } from './clearings-events.js';
import { creditEvents } from './credit-events.js';
import { disputeEvents } from './dispute-events.js';
import { historyEvents } from './history-events.js';
import { offersEvents } from './offers-events.js';
import { settlementsEvents } from './settlements-events.js';
import type { Topic } from './event-schema.js';
import type { z } from 'zod';

/** Every event there is. Schemas, AsyncAPI and the store's checks are all made from this. */
export const eventCatalogue = {
  ...offersEvents,
  ...historyEvents,
  ...clearingsEvents,
  ...settlementsEvents,
  ...billingEvents,
  ...disputeEvents,
  ...creditEvents,
};

export type EventType = keyof typeof eventCatalogue;

export const isEventType = (type: string): type is EventType => Object.hasOwn(eventCatalogue, type);

export const eventDeclaration = (
  type: EventType,
): { type: string; version: number; topic: Topic; data: z.ZodType } => eventCatalogue[type];
