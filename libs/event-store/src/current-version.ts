import { eventDeclaration, isEventType } from '@trueque/contracts';
import type { RecordedEvent } from './event-store.port.js';

/** What of an event decides how it is read. */
type Versioned = Pick<RecordedEvent, 'partition' | 'position' | 'type' | 'version' | 'data'>;

/** An event that this program cannot read. Whoever must take it stops there, and says so. */
export class UnreadableEvent extends Error {
  override readonly name = 'UnreadableEvent';

  constructor(
    readonly event: Versioned,
    reason: string,
  ) {
    const { partition, position, type, version } = event;
    super(`${type}, version ${version}, at position ${position} of ${partition}: ${reason}`);
  }
}

/**
 * An event with its data in the shape that this program knows, whatever version was recorded. Types
 * that nobody declares are left as they are. Throws `UnreadableEvent` for a version that is newer
 * than the program, and for an earlier one whose data do not have its shape.
 */
export const inCurrentVersion = <Event extends Versioned>(event: Event): Event => {
  if (!isEventType(event.type)) return event;
  const { earlier, version } = eventDeclaration(event.type);
  if (event.version === version) return event;
  if (event.version > version)
    throw new UnreadableEvent(event, `it is newer than this program, which knows ${version}`);
  try {
    const steps = earlier.slice(event.version - 1);
    return {
      ...event,
      version,
      data: steps.reduce((data, { upcast }) => upcast(data), event.data),
    };
  } catch (error) {
    throw new UnreadableEvent(event, error instanceof Error ? error.message : String(error));
  }
};

/** The same, and what cannot be read as it was recorded: for those who pass on or show what is there. */
export const inCurrentVersionIfReadable = (event: RecordedEvent): RecordedEvent => {
  try {
    return inCurrentVersion(event);
  } catch (error) {
    if (error instanceof UnreadableEvent) return event;
    throw error;
  }
};
