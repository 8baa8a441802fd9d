import type { EventStore } from '@trueque/event-store';
import { person, type PersonCommand } from '@trueque/intake';
import { isoInstant } from '@trueque/kernel';
import type { PersonalData, PersonVault } from '@trueque/vault';
import { CommandFailure, EXIT } from '../exit.js';

export interface Registry {
  readonly store: EventStore;
  readonly vault: PersonVault;
}

/** The vault first: a reference without data would be a promise that nobody can keep. */
export const registerPerson = async (
  { store, vault }: Registry,
  registered: Extract<PersonCommand, { type: 'RegisterPerson' }>['person'],
  data: PersonalData,
): Promise<void> => {
  await vault.keep(registered, data);
  await decidePerson(store, { type: 'RegisterPerson', person: registered });
};

export const decidePerson = async (store: EventStore, command: PersonCommand): Promise<void> => {
  const { marketId, personId } = command.person;
  const outcome = await store.transact(person, `${marketId}/${personId}`, command, {
    partition: marketId,
    causedBy: `${command.type}/${personId}`,
    actor: 'operator',
    occurredAt: isoInstant(Date.now()),
  });
  if (outcome.status === 'refused') throw new CommandFailure(EXIT.answerIsNo, outcome.detail);
};
