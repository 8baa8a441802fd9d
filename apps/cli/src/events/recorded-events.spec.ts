import { InMemoryEventStore } from '@trueque/event-store';
import { accept, type Decider, type DomainEvent } from '@trueque/kernel';
import { EXIT } from '../exit.js';
import { type EventsWanted, recordedEvents } from './recorded-events.js';

/** Registers communities and decides nothing. */
const registrar: Decider<DomainEvent, null, DomainEvent, never> = {
  category: 'market',
  initial: null,
  decide: (event) => accept(event),
  evolve: () => null,
};

describe('events that are asked for', () => {
  const store = new InMemoryEventStore();
  afterAll(() => store.close());

  beforeAll(async () => {
    for (const partition of ['harbour', 'hill'])
      for (let count = 1; count <= 600; count += 1) {
        const event = {
          type: 'CommunityRegistered',
          data: { marketId: partition, community: { id: `C${count}` } },
        };
        await store.transact(registrar, `${partition}${count % 2}`, event, {
          partition,
          causedBy: `test-${count}`,
          actor: 'test',
          occurredAt: '2026-06-01T00:00:00Z',
        });
      }
  });

  const found = async (wanted: Partial<EventsWanted>): Promise<string[]> => {
    const events: string[] = [];
    for await (const { partition, position } of recordedEvents(store, {
      from: 1,
      limit: 10_000,
      ...wanted,
    }))
      events.push(`${partition} ${position}`);
    return events;
  };

  it('are all of them, market by market, in order, across pages', async () => {
    const events = await found({});
    expect(events).toHaveLength(1_200);
    expect([events[0], events[599], events[600]]).toEqual(['harbour 1', 'harbour 600', 'hill 1']);
  });

  it('are those of one market from a position on', async () =>
    expect(await found({ market: 'hill', from: 599 })).toEqual(['hill 599', 'hill 600']));

  it('are no more than the limit', async () =>
    expect(await found({ from: 600, limit: 2 })).toEqual(['harbour 600', 'hill 600']));

  it('are those of one stream', async () =>
    expect(await found({ stream: 'market-hill1', from: 596 })).toEqual(['hill 597', 'hill 599']));

  it('are none of a market that does not exist, which is said', () =>
    expect(found({ market: 'hil' })).rejects.toMatchObject({
      exitCode: EXIT.usage,
      message: 'there is no market hil; there are: harbour, hill',
    }));
});
