/** What a decider answers: the events to keep, or a reason from its closed set. */
export type Decision<Event, Reason extends string> =
  | {
      readonly accepted: true;
      readonly events: readonly Event[];
      /** Of a command that says many things: those that are not taken. */
      readonly declined?: readonly Declined<Reason>[];
    }
  | { readonly accepted: false; readonly reason: Reason; readonly detail: string };

/** One thing that a command said, by its place among all, and why it is not taken. */
export interface Declined<Reason extends string> {
  readonly index: number;
  readonly reason: Reason;
  readonly detail: string;
}

/** A record told apart by `type`; what happened, in the past tense, subject first. */
export interface DomainEvent {
  readonly type: string;
  readonly data: unknown;
}

/**
 * A rule book as a value: `decide` says what a command does to a state, `evolve` what an event
 * does to it. Neither waits, draws, reads a clock or throws for a refusal. `evolve` returns a new
 * state; states are never changed in place, because stores keep them between commands.
 */
export interface Decider<Command, State, Event extends DomainEvent, Reason extends string> {
  /** First word of the stream's name: `auction` in `auction-harbour/2016-08-01`. */
  readonly category: string;
  readonly initial: State;
  decide(command: Command, state: State): Decision<Event, Reason>;
  evolve(state: State, event: Event): State;
}

export const accept = <Event>(...events: readonly Event[]): Decision<Event, never> => ({
  accepted: true,
  events,
});

/** The same of so many events that they are no arguments of a call: a result has one for each trade. */
export const acceptAll = <Event>(events: readonly Event[]): Decision<Event, never> => ({
  accepted: true,
  events,
});

/** `detail` is for a person: it names the thing refused and the way out. */
export const reject = <Reason extends string>(
  reason: Reason,
  detail: string = reason,
): Decision<never, Reason> => ({ accepted: false, reason, detail });

export const fold = <Command, State, Event extends DomainEvent, Reason extends string>(
  decider: Decider<Command, State, Event, Reason>,
  events: Iterable<Event>,
): State => {
  let state = decider.initial;
  for (const event of events) state = decider.evolve(state, event);
  return state;
};
