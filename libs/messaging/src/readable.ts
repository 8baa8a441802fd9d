import { eventDeclaration, isEventType } from '@trueque/contracts';
import type { RecordedEvent } from '@trueque/event-store';

/** An event that is not as its declaration says. */
export class Unreadable extends Error {
  override readonly name = 'Unreadable';
}

/** Positions that do not follow one another: an event is missing between them. */
export class PositionGap extends Error {
  override readonly name = 'PositionGap';
}

/** Throws `Unreadable` unless the event has a declared type, version and shape. */
export const assertReadable = (event: RecordedEvent): void => {
  if (!isEventType(event.type)) throw new Unreadable(`${event.type} is no type that is known`);
  const declaration = eventDeclaration(event.type);
  if (event.version > declaration.version)
    throw new Unreadable(
      `${event.type} has version ${event.version}; known is ${declaration.version}`,
    );
  const parsed = declaration.data.safeParse(event.data);
  if (!parsed.success) throw new Unreadable(`${event.type}: ${parsed.error.message}`);
};

/** Throws `PositionGap` unless the events follow each other and the given position. */
export const assertNoGap = (after: number, events: readonly RecordedEvent[]): void => {
  events.forEach(({ partition, position }, index) => {
    const expected = after + index + 1;
    if (position !== expected)
      throw new PositionGap(`${partition}: position ${expected} was due, ${position} came`);
  });
};
