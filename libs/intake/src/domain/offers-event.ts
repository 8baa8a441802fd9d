import type { OffersEvent } from '@trueque/contracts';
import { canonicalJson } from '@trueque/kernel';

/** One of intake's events, by its name. */
export type EventOf<Type extends OffersEvent['type']> = Extract<OffersEvent, { type: Type }>;

export type DataOf<Type extends OffersEvent['type']> = EventOf<Type>['data'];

/** Equal as values: a command that says this again says nothing new. */
export const sameContent = (a: unknown, b: unknown): boolean =>
  canonicalJson(a) === canonicalJson(b);
