import { clearingDeciders } from '@trueque/clearing/testing';
import {
  type EventStore,
  eventStoreMigrations,
  InMemoryEventStore,
  PostgresEventStore,
  type TransactOptions,
} from '@trueque/event-store';
import { intakeDeciders } from '@trueque/intake/testing';
import type { Decider, DomainEvent } from '@trueque/kernel';
import { openDataSource } from '@trueque/postgres';
import { settlementDeciders } from '@trueque/settlement/testing';
import fc from 'fast-check';
import type { DataSource } from 'typeorm';
import { freshDatabase } from '../support/index.js';

/** A decider of whatever context, with commands that it may be given. */
interface DeciderUnderTest {
  readonly decider: Decider<unknown, unknown, DomainEvent, string>;
  readonly commands: fc.Arbitrary<unknown>;
}

const DECIDERS: readonly DeciderUnderTest[] = [
  ...intakeDeciders,
  ...clearingDeciders,
  ...settlementDeciders,
];
const named = DECIDERS.map((entry) => [entry.decider.category, entry] as const);

let runs = 0;

const optionsOf = (partition: string, causedBy: string): TransactOptions => ({
  partition,
  causedBy,
  actor: 'operator',
  occurredAt: '2030-01-01T00:00:00Z',
});

const lengthOf = async (store: EventStore, partition: string): Promise<number> => {
  const heads = await store.heads();
  return heads.find((head) => head.partition === partition)?.position ?? 0;
};

/** Gives the commands in turn, each twice, and in the end all that were accepted a third time. */
const expectNothingFromRepeats = async (
  store: EventStore,
  { decider }: DeciderUnderTest,
  commands: readonly unknown[],
): Promise<void> => {
  const partition = `market-${(runs += 1)}`;
  const accepted: (() => Promise<void>)[] = [];
  for (const [index, command] of commands.entries()) {
    const say = () => store.transact(decider, 'm', command, optionsOf(partition, `cause-${index}`));
    const first = await say();
    const length = await lengthOf(store, partition);
    // What a command of many declined is kept nowhere, so a repeat does not tell it again.
    const again = { ...first, status: 'repeated', declined: undefined };
    const repeat = first.status === 'refused' ? first : again;
    const expectRepeat = async () => expect(await say()).toEqual(repeat);
    await expectRepeat();
    expect(await lengthOf(store, partition)).toBe(length);
    if (first.status !== 'refused') accepted.push(expectRepeat);
  }
  const length = await lengthOf(store, partition);
  for (const expectRepeat of accepted) await expectRepeat();
  expect(await lengthOf(store, partition)).toBe(length);
};

const through = (open: () => EventStore, runsMax: number) => (_: string, entry: DeciderUnderTest) =>
  fc.assert(
    fc.asyncProperty(fc.array(entry.commands, { maxLength: 20 }), (commands) =>
      expectNothingFromRepeats(open(), entry, commands),
    ),
    { numRuns: runsMax },
  );

describe('a repeated command', () => {
  let dataSource: DataSource;
  let store: EventStore;

  beforeAll(async () => {
    const url = await freshDatabase();
    dataSource = await openDataSource({ url, migrations: eventStoreMigrations });
    store = new PostgresEventStore(dataSource);
  });
  afterAll(async () => {
    await store.close();
    await dataSource.destroy();
  });

  it.each(named)(
    'adds nothing to %s in memory',
    through(() => new InMemoryEventStore(), 50),
  );
  it.each(named)(
    'adds nothing to %s in PostgreSQL',
    through(() => store, 10),
  );

  it.each(named)(
    'under another cause adds nothing to %s or is refused',
    (_, { decider, commands }) =>
      fc.assert(
        fc.property(fc.array(commands, { maxLength: 20 }), (all) => {
          let state = decider.initial;
          for (const command of all) {
            const first = decider.decide(command, state);
            if (!first.accepted) continue;
            state = first.events.reduce((folded, event) => decider.evolve(folded, event), state);
            const again = decider.decide(command, state);
            expect(again.accepted ? again.events : []).toEqual([]);
          }
        }),
      ),
  );
});
