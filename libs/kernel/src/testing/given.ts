import { type Decider, type DomainEvent, fold } from '../decider.js';

/** given(decider, ...past).when(command) and one of the endings; a repeated command is `thenNothing`. */
export const given = <Command, State, Event extends DomainEvent, Reason extends string>(
  decider: Decider<Command, State, Event, Reason>,
  ...past: readonly Event[]
) => ({
  when: (command: Command) => {
    const decision = decider.decide(command, fold(decider, past));
    return {
      decision,
      then: (...events: readonly Event[]) => expect(decision).toEqual({ accepted: true, events }),
      thenNothing: () => expect(decision).toEqual({ accepted: true, events: [] }),
      thenRejected: (reason: Reason) => expect(decision).toMatchObject({ accepted: false, reason }),
      thenAccepted: () => expect(decision).toMatchObject({ accepted: true }),
    };
  },
});
