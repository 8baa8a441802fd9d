import { accept, type Decider } from '@trueque/kernel';
import {
  CauseConflict,
  type EventStore,
  InvalidEvent,
  OtherRevision,
  type RecordedEvent,
  type TransactOptions,
} from '../event-store.port.js';
import { register, roster, type RosterCommand } from './roster.decider.js';

let causes = 0;
let tests = 0;

/** The partition of the current test, so that all tests share a database. */
let harbour = 'harbour';

/** A new cause in this test's partition, unless the test names another. */
export const from = (options: Partial<TransactOptions> = {}): TransactOptions => ({
  partition: harbour,
  causedBy: `cause-${(causes += 1)}`,
  actor: 'operator',
  occurredAt: '2016-08-01T07:00:00Z',
  ...options,
});

export const collect = async <Item>(items: AsyncIterable<Item>): Promise<Item[]> => {
  const collected: Item[] = [];
  for await (const item of items) collected.push(item);
  return collected;
};

const headOf = async (store: EventStore) =>
  (await store.heads()).find(({ partition }) => partition === harbour);

const positions = (events: readonly RecordedEvent[]): number[] =>
  events.map(({ position }) => position);

/** What every store does, whatever keeps its events. */
export const describeEventStore = (name: string, open: () => Promise<EventStore>): void =>
  describe(name, () => {
    let store: EventStore;
    beforeAll(async () => (store = await open()));
    beforeEach(() => (harbour = `harbour-${(tests += 1)}`));
    afterAll(() => store.close());

    describe('a command', () => describeCommands(() => store));
    describe('a repeated cause', () => describeRepeats(() => store));
    describe('a command for one revision', () => describeMeantCommands(() => store));
    describe('many callers', () => describeCallers(() => store));
    describe('reading', () => describeReading(() => store));
    describe('bad input', () => describeBadInput(() => store));
  });

const describeCommands = (store: () => EventStore): void => {
  it('keeps what was decided, with the whole envelope', async () => {
    const options = from({ causedBy: 'key-1', correlationId: 'flow-1' });
    const outcome = await store().transact(roster, 'm', register('C1', 'C2'), options);
    const events = await collect(store().readStream(harbour, 'roster-m'));
    expect(outcome).toEqual({ status: 'accepted', events, revision: 2 });
    expect(events[1]).toEqual({
      partition: harbour,
      position: 2,
      stream: 'roster-m',
      revision: 2,
      id: expect.stringMatching(/^[0-9a-f-]{14}7[0-9a-f-]{21}$/),
      type: 'CommunityRegistered',
      version: 1,
      occurredAt: '2016-08-01T07:00:00Z',
      recordedAt: expect.stringMatching(/^\d{4}-\d\d-\d\dT[\d:.]+Z$/),
      causedBy: 'key-1',
      correlationId: 'flow-1',
      actor: 'operator',
      data: { marketId: 'harbour', community: { id: 'C2' } },
      hash: expect.stringMatching(/^[0-9a-f]{64}$/),
    });
  });

  it('is correlated by its cause when nothing else is said', async () => {
    await store().transact(roster, 'm', register('C1'), from({ causedBy: 'key-1' }));
    const [event] = await store().readPartition(harbour, 0, 1);
    expect(event?.correlationId).toBe('key-1');
  });

  it('is refused by the rules without a trace', async () => {
    await store().transact(roster, 'm', register('C1'), from());
    expect(await store().transact(roster, 'm', register('C1'), from())).toEqual({
      status: 'refused',
      reason: 'already-registered',
      detail: 'C1 is registered already',
    });
    expect(await store().readPartition(harbour, 0, 10)).toHaveLength(1);
  });

  it('may be accepted and change nothing', async () => {
    await store().transact(roster, 'm', register('C1'), from());
    const outcome = await store().transact(roster, 'm', { type: 'Touch' }, from());
    expect(outcome).toEqual({ status: 'accepted', events: [], revision: 1 });
    expect(await store().readPartition(harbour, 0, 10)).toHaveLength(1);
  });

  it('tells the state it led to', async () => {
    await store().transact(roster, 'm', register('C1', 'C2'), from());
    expect(await store().load(roster, 'm', harbour)).toEqual({
      state: { communityIds: ['C1', 'C2'] },
      revision: 2,
    });
    expect(await store().load(roster, 'unheard-of', harbour)).toEqual({
      state: roster.initial,
      revision: 0,
    });
  });
};

const describeMeantCommands = (store: () => EventStore): void => {
  const registerMeant = (id: string, ...onlyIfRevision: readonly number[]) =>
    store().transact(roster, 'm', register(id), from({ onlyIfRevision }));

  it('is decided while the stream is there, and never once it has moved on', async () => {
    expect(await registerMeant('C1', 0)).toMatchObject({ status: 'accepted', revision: 1 });
    await expect(registerMeant('C2', 0)).rejects.toThrow(OtherRevision);
    await expect(registerMeant('C2', 0)).rejects.toMatchObject({ revision: 1 });
    expect(await registerMeant('C2', 0, 1)).toMatchObject({ status: 'accepted', revision: 2 });
  });

  it('lets one of many through that read the same', async () => {
    const outcomes = await Promise.allSettled(['C1', 'C2', 'C3'].map((id) => registerMeant(id, 0)));
    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    expect(await store().readPartition(harbour, 0, 10)).toHaveLength(1);
  });

  it('is answered as the first time when it is repeated', async () => {
    const options = from({ onlyIfRevision: [0] });
    const first = await store().transact(roster, 'm', register('C1'), options);
    const again = await store().transact(roster, 'm', register('C1'), options);
    expect(again).toEqual({ ...first, status: 'repeated' });
  });
};

const describeRepeats = (store: () => EventStore): void => {
  it('is answered as the first time and adds nothing', async () => {
    const options = from();
    const first = await store().transact(roster, 'm', register('C1'), options);
    await store().transact(roster, 'm', register('C2'), from());
    const again = await store().transact(roster, 'm', register('C1'), options);
    expect(again).toEqual({ ...first, status: 'repeated' });
    expect(await store().readPartition(harbour, 0, 10)).toHaveLength(2);
  });

  it('is answered as the first time even when both come at once', async () => {
    const options = from();
    const outcomes = await Promise.all(
      [1, 2, 3].map(() => store().transact(roster, 'm', register('C1'), options)),
    );
    expect(outcomes.map(({ status }) => status).sort()).toEqual([
      'accepted',
      'repeated',
      'repeated',
    ]);
  });

  it('is remembered when it led to no event', async () => {
    const options = from();
    await store().transact(roster, 'm', { type: 'Touch' }, options);
    await store().transact(roster, 'm', register('C1'), from());
    expect(await store().transact(roster, 'm', { type: 'Touch' }, options)).toEqual({
      status: 'repeated',
      events: [],
      revision: 0,
    });
  });

  it('is another cause for another stream', async () => {
    const options = from();
    await store().transact(roster, 'm', register('C1'), options);
    const other = await store().transact(roster, 'n', register('C1'), options);
    expect(other).toMatchObject({ status: 'accepted', revision: 1 });
  });

  it.each([
    ['that was kept', register('C1')],
    ['that led to no event', { type: 'Touch' } as const],
  ])('throws CauseConflict with another command than the one %s', async (_, command) => {
    const options = from();
    await store().transact(roster, 'm', command, options);
    const forged = store().transact(roster, 'm', register('C2'), options);
    await expect(forged).rejects.toThrow(CauseConflict);
  });
};

const describeCallers = (store: () => EventStore): void => {
  it('on one stream all get in, in the order they came', async () => {
    const ids = Array.from({ length: 300 }, (_, index) => `C${index}`);
    const outcomes = await Promise.all(
      ids.map((id) => store().transact(roster, 'm', register(id), from())),
    );
    expect(outcomes.every(({ status }) => status === 'accepted')).toBe(true);
    const { state } = await store().load(roster, 'm', harbour);
    expect(state.communityIds).toEqual(ids);
  });

  it('on many streams and partitions leave no gap', async () => {
    const streams = Array.from({ length: 120 }, (_, index) => index);
    await Promise.all(
      streams.map((index) =>
        store().transact(
          roster,
          `m${index % 40}`,
          register(`C${index}`),
          from({ partition: `${harbour}-${index % 3}` }),
        ),
      ),
    );
    for (const part of [0, 1, 2]) {
      const events = await store().readPartition(`${harbour}-${part}`, 0, 1000);
      expect(positions(events)).toEqual(Array.from({ length: 40 }, (_, index) => index + 1));
    }
  });

  it('get in beside one that changes nothing, and their streams go on', async () => {
    const say = (stream: string, command: RosterCommand) =>
      store().transact(roster, stream, command, from());
    const all = (command: RosterCommand) => ['a', 'b', 'c'].map((stream) => say(stream, command));
    await Promise.all(all(register('C1')));
    await Promise.all([
      say('a', { type: 'Touch' }),
      say('b', register('C2')),
      say('c', register('C2')),
    ]);
    const then = await Promise.all(all(register('C3')));
    expect(then).toMatchObject([{ revision: 2 }, { revision: 3 }, { revision: 3 }]);
  });

  it('that want the same thing are told apart: one gets it', async () => {
    const outcomes = await Promise.all(
      Array.from({ length: 20 }, () => store().transact(roster, 'm', register('C1'), from())),
    );
    expect(outcomes.filter(({ status }) => status === 'accepted')).toHaveLength(1);
    expect(outcomes.filter(({ status }) => status === 'refused')).toHaveLength(19);
  });
};

const describeReading = (store: () => EventStore): void => {
  const fill = () =>
    Promise.all(
      ['C1', 'C2', 'C3', 'C4'].map((id) => store().transact(roster, id, register(id), from())),
    );

  it('goes through a partition in pages', async () => {
    await fill();
    expect(positions(await store().readPartition(harbour, 1, 2))).toEqual([2, 3]);
    expect(positions(await store().readPartition(harbour, 3, 10))).toEqual([4]);
    expect(await store().readPartition(harbour, 4, 10)).toEqual([]);
    expect(await store().readPartition('unheard-of', 0, 10)).toEqual([]);
  });

  it('goes through a stream, or on in it after a revision', async () => {
    await store().transact(roster, 'm', register('C1', 'C2', 'C3'), from());
    const after = async (revision?: number) =>
      (await collect(store().readStream(harbour, 'roster-m', revision))).map((it) => it.revision);
    expect([await after(), await after(1), await after(3)]).toEqual([[1, 2, 3], [2, 3], []]);
  });

  it('goes through the events of some types alone', async () => {
    await fill();
    const [first] = await store().readPartition(harbour, 0, 1);
    const of = async (types: readonly string[], after = 0) =>
      positions(await store().readPartition(harbour, after, 2, types));
    expect(await of([first?.type ?? '', 'Unheard'])).toEqual([1, 2]);
    expect(await of([first?.type ?? ''], 3)).toEqual([4]);
    expect(await of(['Unheard'])).toEqual([]);
    expect(await of([])).toEqual([]);
  });

  it('tells an event as it was kept, its data as text', async () => {
    await fill();
    const [read] = await store().readPartition(harbour, 2, 1);
    const [kept, ...others] = await store().readKept(harbour, 2, 1);
    const { text = '', ...envelope } = kept ?? {};
    expect({ ...envelope, data: JSON.parse(text) }).toEqual(read);
    expect(others).toEqual([]);
  });

  it('knows where each partition ends', async () => {
    await fill();
    const [last] = await store().readPartition(harbour, 3, 1);
    expect(await headOf(store())).toEqual({ partition: harbour, position: 4, hash: last?.hash });
  });

  it('gives data back as they were said, character by character', async () => {
    const id = 'C1';
    const name = 'ñandú "☀" \\u0041 \u2028 😀';
    const data = { marketId: 'harbour', name, currency: 'EUR', timeZone: 'Europe/Madrid' };
    const rules = {
      structure: 'p2p',
      tradeCost: 'export',
      pricing: 'marginal',
      shortage: 'reject',
    };
    const event = { type: 'MarketOpened', data: { ...data, mtu: 'PT1H', rules } };
    await store().transact(saying(event), id, 'open', from());
    const [kept] = await collect(store().readStream(harbour, 'said-C1'));
    expect(kept?.data).toEqual(event.data);
  });

  it('is announced after the commit, for as long as somebody listens', async () => {
    const heard: string[] = [];
    const announced = new Promise<void>((resolve) => {
      const stop = store().onAppended((partition) => {
        if (partition !== harbour) return;
        heard.push(partition);
        stop();
        resolve();
      });
    });
    await store().transact(roster, 'm', register('C1'), from());
    await announced;
    await store().transact(roster, 'm', register('C2'), from());
    expect(heard).toEqual([harbour]);
  });
};

const describeBadInput = (store: () => EventStore): void => {
  it.each([
    ['of a type nobody declared', { type: 'Nonsense', data: {} }, 'Nonsense is no declared'],
    ['named like what every object has', { type: 'toString', data: {} }, 'toString is no declared'],
    [
      'that does not match its shape',
      { type: 'CommunityRegistered', data: { marketId: 'harbour', community: { id: 7 } } },
      'CommunityRegistered /community/id: ',
    ],
  ])('throws InvalidEvent for an event %s and keeps nothing', async (_, event, message) => {
    const attempt = store().transact(saying(event), 'm', 'say', from());
    await expect(attempt).rejects.toThrow(InvalidEvent);
    await expect(attempt).rejects.toThrow(message);
    expect(await headOf(store())).toBeUndefined();
  });

  it.each([
    ['an empty cause', { causedBy: '' }],
    ['a cause longer than 300 characters', { causedBy: 'k'.repeat(301) }],
    ['an actor with a NUL', { actor: 'a\u0000b' }],
    ['a partition with half a character', { partition: '\ud83d' }],
    ['a time that is none', { occurredAt: 'yesterday' }],
  ])('throws RangeError for %s', async (_, options) => {
    const attempt = store().transact(roster, 'm', register('C1'), from(options));
    await expect(attempt).rejects.toThrow(RangeError);
  });
};

const saying = (event: {
  readonly type: string;
  readonly data: unknown;
}): Decider<string, null, { readonly type: string; readonly data: unknown }, never> => ({
  category: 'said',
  initial: null,
  decide: () => accept(event),
  evolve: () => null,
});
