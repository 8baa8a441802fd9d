import { InMemoryEventStore } from './in-memory-event-store.js';
import { collect, describeEventStore, from } from './testing/event-store.contract.js';
import { register, roster } from './testing/roster.decider.js';

const clock = { nowMs: () => Date.parse('2026-01-31T08:00:00Z') };

describeEventStore('a trial over an empty store', async () =>
  new InMemoryEventStore().trial(clock),
);

describe('a trial', () => {
  const opened = async () => {
    const store = new InMemoryEventStore();
    await store.transact(roster, 'm', register('C1'), from({ causedBy: 'kept' }));
    return { store, trial: store.trial(clock) };
  };
  const communities = async (store: { readStream: InMemoryEventStore['readStream'] }) =>
    (await collect(store.readStream(from().partition, 'roster-m'))).length;

  it('goes on from what the store holds, and leaves it as it was', async () => {
    const { store, trial } = await opened();
    const outcome = await trial.transact(roster, 'm', register('C2'), from({ causedBy: 'tried' }));
    expect(outcome).toMatchObject({ revision: 2, events: [{ position: 2 }] });
    expect([await communities(trial), await communities(store)]).toEqual([2, 1]);
    expect((await trial.heads())[0]?.position).toBe(2);
    expect((await store.heads())[0]?.position).toBe(1);
  });

  it('knows the causes that the store knows', async () => {
    const { trial } = await opened();
    const again = await trial.transact(roster, 'm', register('C1'), from({ causedBy: 'kept' }));
    expect(again.status).toBe('repeated');
  });

  it('does not see what the store is told after it began', async () => {
    const { store, trial } = await opened();
    await communities(trial);
    await store.transact(roster, 'm', register('C2'), from());
    expect(await communities(trial)).toBe(1);
    expect(await trial.readPartition(from().partition, 0, 9)).toHaveLength(1);
  });
});
