import { eventDeclaration, isEventType } from '@trueque/contracts';
import { inCurrentVersion, type RecordedEvent, UnreadableEvent } from '@trueque/event-store';

/** Positions that do not follow one another: an event is missing between them. */
export class PositionGap extends Error {
  override readonly name = 'PositionGap';
}

/** The event in its type's current version and shape; throws `UnreadableEvent` where it is not to be had. */
export const readable = (event: RecordedEvent): RecordedEvent => {
  if (!isEventType(event.type)) throw new UnreadableEvent(event, 'no such type is known');
  const current = inCurrentVersion(event);
  const { error } = eventDeclaration(event.type).data.safeParse(current.data);
  if (error === undefined) return current;
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
