import type { Clock, Decider, Decision, Declined, DomainEvent } from '@trueque/kernel';
import { inQueue } from '@trueque/metrics';
import { tracedCommand } from '@trueque/tracing';
import { LRUCache } from 'lru-cache';
import { Aggregate, type Folded } from './aggregate.js';
import { causeOf } from './cause.js';
import { checkedEvents } from './checked-events.js';
import { inCurrentVersion, inCurrentVersionIfReadable } from './current-version.js';
import type { Append, AppendResult, Cause, EventLog, NewEvent, SeenCommand } from './event-log.js';
import {
  CauseConflict,
  type EventStore,
  type KeptEvent,
  OtherRevision,
  type PartitionHead,
  type RecordedEvent,
  RevisionConflict,
  type TransactOptions,
  type TransactOutcome,
} from './event-store.port.js';
import { Room } from './room.js';
import { spellCommand, type Spelled } from './spelled.js';
import { TrialLog } from './trial-log.js';

const RETRIES_MAX = 3;
const AGGREGATES_MAX = 1_000;
/** Commands inside the store at one time; the rest wait at its door. */
const COMMANDS_MAX = 4_096;

interface CachedAggregate {
  /** The decider whose states these are. */
  readonly decider: unknown;
  readonly aggregate: unknown;
}

/** In which shape a store hands out events. */
export type EventShape = 'current' | 'as-recorded';

/** A command on its way: whose it is, what decides it, what it acts on. */
interface Attempt<Command, State, Event extends DomainEvent, Reason extends string> {
  readonly decider: Decider<Command, State, Event, Reason>;
  readonly command: Command;
  readonly cause: Cause;
  /** The command's words, which its events say again. */
  readonly said: Spelled;
  /** Revisions that it was meant for; any where there are none. */
  readonly onlyIf?: readonly number[] | undefined;
}

/** Everything a store does but keeping: folding, deciding, checking, deciding again after a race. */
export class DecidingStore implements EventStore {
  private readonly room = new Room(COMMANDS_MAX);
  private readonly aggregates = new LRUCache<string, CachedAggregate>({ max: AGGREGATES_MAX });

  /** `as-recorded` shows events in whatever version they were kept: for those who look, not for those who decide. */
  constructor(
    private readonly log: EventLog,
    private readonly shape: EventShape = 'current',
  ) {}

  async transact<Command, State, Event extends DomainEvent, Reason extends string>(
    decider: Decider<Command, State, Event, Reason>,
    id: string,
    command: Command,
    options: TransactOptions,
  ): Promise<TransactOutcome<Event, Reason>> {
    const said = spellCommand(command);
    const cause = causeOf(`${decider.category}-${id}`, said, options);
    const attempt = { decider, command, cause, said, onlyIf: options.onlyIfRevision };
    const decide = () => this.room.within(() => this.decided(attempt));
    const told = () => ({ ...cause, name: `${decider.category} ${nameOf(command)}` });
    return inQueue('commands', () => tracedCommand(told, decide));
  }

  private async decided<Command, State, Event extends DomainEvent, Reason extends string>(
    attempt: Attempt<Command, State, Event, Reason>,
  ): Promise<TransactOutcome<Event, Reason>> {
    for (let tries = 0; tries <= RETRIES_MAX; tries += 1) {
      const outcome = await this.attempt(attempt);
      if (outcome !== 'raced') return outcome;
    }
    throw new RevisionConflict(`others kept writing to ${attempt.cause.stream}; try again`);
  }

  async load<Command, State, Event extends DomainEvent, Reason extends string>(
    decider: Decider<Command, State, Event, Reason>,
    id: string,
    partition: string,
  ): Promise<{ readonly state: State; readonly revision: number }> {
    const aggregate = this.aggregateOf(decider, partition, `${decider.category}-${id}`);
    await aggregate.refresh();
    const { state, revision } = aggregate.committed;
    return { state, revision };
  }

  async *readStream(
    partition: string,
    stream: string,
    afterRevision = 0,
  ): AsyncIterable<RecordedEvent> {
    for await (const event of this.log.readStream(partition, stream, afterRevision))
      yield this.shape === 'current' ? inCurrentVersion(event) : event;
  }

  async readPartition(
    partition: string,
    afterPosition: number,
    limit: number,
    types?: readonly string[],
  ): Promise<readonly RecordedEvent[]> {
    const events = await this.log.readPartition(partition, afterPosition, limit, types);
    return this.shape === 'current' ? events.map(inCurrentVersionIfReadable) : events;
  }

  readKept(partition: string, afterPosition: number, limit: number): Promise<readonly KeptEvent[]> {
    return this.log.readKept(partition, afterPosition, limit);
  }

  heads(): Promise<readonly PartitionHead[]> {
    return this.log.heads();
  }

  onAppended(listener: (partition: string) => void): () => void {
    return this.log.onAppended(listener);
  }

  trial(clock: Clock): EventStore {
    return new DecidingStore(new TrialLog(this.log, clock), this.shape);
  }

  close(): Promise<void> {
    return this.log.close();
  }

  private async attempt<Command, State, Event extends DomainEvent, Reason extends string>(
    attempt: Attempt<Command, State, Event, Reason>,
  ): Promise<TransactOutcome<Event, Reason> | 'raced'> {
    const { decider, command, cause, said, onlyIf } = attempt;
    const aggregate = this.aggregateOf(decider, cause.partition, cause.stream);
    if (!aggregate.isFresh) await aggregate.refresh();
    const base = aggregate.tip;
    if (onlyIf?.includes(base.revision) === false) return this.misdirected(aggregate, base, cause);
    const decision = decider.decide(command, base.state);
    if (!decision.accepted) return this.refuse(aggregate, base, cause, decision);
    const events = checkedEvents(decision.events, said);
    const state = decision.events.reduce(
      (folded, event) => decider.evolve(folded, event),
      base.state,
    );
    const kept = { ...cause, events, after: base };
    const outcome = await this.append<State, Event>(aggregate, base, state, kept);
    return withDeclined(outcome, decision.declined);
  }

  /** The log is asked and the tip moved without waiting in between, so callers stay in order. */
  private async append<State, Event extends DomainEvent>(
    aggregate: Aggregate<State>,
    base: Folded<State>,
    state: State,
    kept: Append,
  ): Promise<TransactOutcome<Event, never> | 'raced'> {
    const appending = this.log.append(kept);
    const last = kept.events.at(-1);
    if (last !== undefined) aggregate.advance(following(base, state, kept.events, appending));
    const result = await appending;
    switch (result.status) {
      case 'appended': {
        const revision = base.revision + kept.events.length;
        return { status: 'accepted', events: typed<Event>(result.events), revision };
      }
      case 'seen':
        return repeated<Event>(kept, result.seen);
      case 'raced':
        aggregate.markStale();
        return 'raced';
    }
  }

  /**
   * A refusal must rest on the stream as it was during the call: either its last events were kept
   * meanwhile, or the log says that there is nothing newer. And a command that came before is
   * answered as it was then, whatever the rules say now.
   */
  private async refuse<State, Event extends DomainEvent, Reason extends string>(
    aggregate: Aggregate<State>,
    base: Folded<State>,
    cause: Cause,
    { detail, reason }: Decision<Event, Reason> & { readonly accepted: false },
  ): Promise<TransactOutcome<Event, Reason> | 'raced'> {
    const before = await this.unlessItStands<State, Event>(aggregate, base, cause);
    return before ?? { status: 'refused', reason, detail };
  }

  /** What keeps an answer other than "accepted" from being given on this state; undefined where nothing does. */
  private async unlessItStands<State, Event extends DomainEvent>(
    aggregate: Aggregate<State>,
    base: Folded<State>,
    cause: Cause,
  ): Promise<TransactOutcome<Event, never> | 'raced' | undefined> {
    const wasCommitted = base === aggregate.committed;
    if (!(await base.kept)) return 'raced';
    const { end, seen } = await this.log.lookUp(cause);
    if (seen !== undefined) return repeated<Event>(cause, seen);
    if (!wasCommitted || end.lastId === base.lastId) return undefined;
    aggregate.markStale();
    return 'raced';
  }

  /** Meant for another revision: as a refusal, but that no rule was asked. */
  private async misdirected<State, Event extends DomainEvent>(
    aggregate: Aggregate<State>,
    base: Folded<State>,
    cause: Cause,
  ): Promise<TransactOutcome<Event, never> | 'raced'> {
    const before = await this.unlessItStands<State, Event>(aggregate, base, cause);
    if (before !== undefined) return before;
    throw new OtherRevision(`${cause.stream} is at revision ${base.revision}`, base.revision);
  }

  private aggregateOf<Command, State, Event extends DomainEvent, Reason extends string>(
    decider: Decider<Command, State, Event, Reason>,
    partition: string,
    stream: string,
  ): Aggregate<State> {
    const key = `${partition} ${stream}`;
    const cached = this.aggregates.get(key);
    if (cached?.decider === decider) return cached.aggregate as Aggregate<State>;
    const aggregate = new Aggregate(
      (state: State, event) => decider.evolve(state, event as DomainEvent as Event),
      decider.initial,
      (revision) => this.readStream(partition, stream, revision),
    );
    this.aggregates.set(key, { decider, aggregate });
    return aggregate;
  }
}

const nameOf = (command: unknown): string =>
  typeof command === 'object' && command !== null && 'type' in command ? String(command.type) : '';

const following = <State>(
  base: Folded<State>,
  state: State,
  events: readonly NewEvent[],
  appending: Promise<AppendResult>,
): Folded<State> => ({
  state,
  revision: base.revision + events.length,
  lastId: events.at(-1)?.id,
  kept: appending.then(
    ({ status }) => status === 'appended',
    () => false,
  ),
});

/** Only who is decided on now is told what was not taken of it. */
const withDeclined = <Event extends DomainEvent, Reason extends string>(
  outcome: TransactOutcome<Event, never> | 'raced',
  declined: readonly Declined<Reason>[] | undefined,
): TransactOutcome<Event, Reason> | 'raced' =>
  declined !== undefined && outcome !== 'raced' && outcome.status === 'accepted'
    ? { ...outcome, declined }
    : outcome;

const repeated = <Event extends DomainEvent>(
  { commandDigest, causedBy, stream }: Cause,
  seen: SeenCommand,
): TransactOutcome<Event, never> => {
  if (seen.commandDigest !== commandDigest)
    throw new CauseConflict(`${causedBy} came before with another command for ${stream}`);
  return { status: 'repeated', events: typed<Event>(seen.events), revision: seen.revision };
};

/** What a stream holds was checked against the catalogue when it was kept. */
const typed = <Event extends DomainEvent>(
  events: readonly RecordedEvent[],
): readonly RecordedEvent<Event>[] => events as readonly RecordedEvent<Event>[];
