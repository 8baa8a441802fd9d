import type { OffersEvent } from '@trueque/contracts';
import { accept, type Decider, reject } from '@trueque/kernel';

type PersonEvent = Extract<OffersEvent, { type: 'PersonRegistered' | 'PersonErased' }>;
type DataOf<Type extends PersonEvent['type']> = Extract<PersonEvent, { type: Type }>['data'];

export type PersonCommand =
  | { readonly type: 'RegisterPerson'; readonly person: DataOf<'PersonRegistered'> }
  | { readonly type: 'ErasePerson'; readonly person: DataOf<'PersonErased'> };

export type PersonRefusal = 'person-registered' | 'person-unknown';

export interface Person {
  readonly status: 'unknown' | 'registered' | 'erased';
}

/**
 * Who stands behind a peer, by a random reference alone: names, addresses and meter ids are in the
 * vault. Once erased, a reference is never given again.
 */
export const person: Decider<PersonCommand, Person, PersonEvent, PersonRefusal> = {
  category: 'person',
  initial: { status: 'unknown' },
  decide: (command, { status }) => {
    switch (command.type) {
      case 'RegisterPerson':
        if (status !== 'unknown') return reject('person-registered', 'this reference was given');
        return accept({ type: 'PersonRegistered', data: command.person });
      case 'ErasePerson':
        if (status === 'unknown') return reject('person-unknown', 'there is no such person');
        return status === 'erased'
          ? accept()
          : accept({ type: 'PersonErased', data: command.person });
    }
  },
  evolve: (_, { type }) => {
    switch (type) {
      case 'PersonRegistered':
        return { status: 'registered' };
      case 'PersonErased':
        return { status: 'erased' };
    }
  },
};
