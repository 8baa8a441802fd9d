import { given } from '@trueque/kernel/testing';
import { person } from './person.decider.js';

const id = { marketId: 'harbour', personId: '7f1c1f5e-9d0c-4c63-8a53-0d6a5f2a7c11' };
const registration = { ...id, peerId: 'sun' };
const registered = { type: 'PersonRegistered', data: registration } as const;
const erased = { type: 'PersonErased', data: id } as const;

describe('a person', () => {
  it('is registered by a reference, for a peer', () =>
    given(person).when({ type: 'RegisterPerson', person: registration }).then(registered));

  it('is registered once, and never again under a reference that was erased', () => {
    const command = { type: 'RegisterPerson', person: registration } as const;
    given(person, registered).when(command).thenRejected('person-registered');
    given(person, registered, erased).when(command).thenRejected('person-registered');
  });

  it('is erased once; a repeated erasure adds nothing', () => {
    const command = { type: 'ErasePerson', person: id } as const;
    given(person, registered).when(command).then(erased);
    given(person, registered, erased).when(command).thenNothing();
  });

  it('that was never registered is not erased', () =>
    given(person).when({ type: 'ErasePerson', person: id }).thenRejected('person-unknown'));
});
