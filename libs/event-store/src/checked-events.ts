import { eventDeclaration, isEventType } from '@trueque/contracts';
import type { DomainEvent } from '@trueque/kernel';
import { v7 } from 'uuid';
import type { NewEvent } from './event-log.js';
import { InvalidEvent } from './event-store.port.js';
import { canonicalBytes, type Spelled } from './spelled.js';

/** Checks what was decided against the catalogue, before anything is kept. Throws `InvalidEvent`. */
export const checkedEvents = (
  events: readonly DomainEvent[],
  said?: Spelled,
): readonly NewEvent[] => events.map((event) => checkedEvent(event, said));

const checkedEvent = ({ type, data }: DomainEvent, said?: Spelled): NewEvent => {
  if (!isEventType(type))
    throw new InvalidEvent(`${type} is no declared event type; declare it in @trueque/contracts`);
  const { version, data: schema } = eventDeclaration(type);
  const { error } = schema.safeParse(data);
  const issue = error?.issues[0];
  if (issue !== undefined)
    throw new InvalidEvent(`${type} ${pointer(issue.path)}: ${issue.message}`);
  return { id: v7(), type, version, data, json: canonicalBytes(data, said) };
};

const pointer = (path: readonly PropertyKey[]): string => `/${path.map(String).join('/')}`;
