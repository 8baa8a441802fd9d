import { approvalEvents } from './approval-events.js';
import { billingEvents } from './billing-events.js';
import { clearingsEvents } from './clearings-events.js';
import { creditEvents } from './credit-events.js';
import { disputeEvents } from './dispute-events.js';
import { divisionEvents } from './division-events.js';
import { historyEvents } from './history-events.js';
import { noticeEvents } from './notice-events.js';
import { offersEvents } from './offers-events.js';
import { settlementsEvents } from './settlements-events.js';
import type { EventDeclaration } from './event-schema.js';
import { digest } from '@trueque/kernel';
import { z } from 'zod';

/** Every event there is. Schemas, AsyncAPI and the store's checks are all made from this. */
export const eventCatalogue = {
  ...offersEvents,
  ...approvalEvents,
  ...noticeEvents,
  ...historyEvents,
  ...clearingsEvents,
  ...divisionEvents,
  ...settlementsEvents,
  ...billingEvents,
  ...disputeEvents,
  ...creditEvents,
};

export type EventType = keyof typeof eventCatalogue;

export const isEventType = (type: string): type is EventType => Object.hasOwn(eventCatalogue, type);

export const eventDeclaration = (type: EventType): EventDeclaration<string, z.ZodType> =>
  eventCatalogue[type];

/** One published version of one type. */
export interface PublishedShape {
  readonly type: EventType;
  readonly version: number;
  readonly data: z.ZodType;
}

/** Every version of every type, the current one last. */
export const publishedShapes = (): readonly PublishedShape[] =>
  Object.keys(eventCatalogue)
    .filter(isEventType)
    .flatMap((type) => {
      const { data, earlier } = eventDeclaration(type);
      return [...earlier.map((shape) => shape.data), data].map((shape, index) => ({
        ...{ type, version: index + 1 },
        data: shape,
      }));
    });

/** SHA-256 of a shape's JSON Schema: differs where anything that may be said differs. */
export const shapeDigest = (data: z.ZodType): string =>
  digest(z.toJSONSchema(data, { io: 'input' }));
