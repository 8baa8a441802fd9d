import { eventDeclaration, isEventType } from '@trueque/contracts';
import { inCurrentVersion, type RecordedEvent, UnreadableEvent } from '@trueque/event-store';

/** Positions that do not follow one another: an event is missing between them. */
export class PositionGap extends Error {
  override readonly name = 'PositionGap';
}

/** One that many consumers are given is looked at once. */
const looked = new WeakMap<RecordedEvent, RecordedEvent>();

/** The event in its type's current version and shape; throws `UnreadableEvent` where it is not to be had. */
export const readable = (event: RecordedEvent): RecordedEvent => {
  const known = looked.get(event) ?? current(event);
  looked.set(event, known);
  return known;
};

const current = (event: RecordedEvent): RecordedEvent => {
  if (!isEventType(event.type)) throw new UnreadableEvent(event, 'no such type is known');
  const upcast = inCurrentVersion(event);
  const { error } = eventDeclaration(event.type).data.safeParse(upcast.data);
  if (error === undefined) return upcast;
  throw new UnreadableEvent(event, error.message);
};

/** Throws `PositionGap` unless the events follow each other and the given position. */
export const assertNoGap = (after: number, events: readonly RecordedEvent[]): void => {
  events.forEach(({ partition, position }, index) => {
    const expected = after + index + 1;
    if (position !== expected)
      throw new PositionGap(`${partition}: position ${expected} was due, ${position} came`);
  });
};
