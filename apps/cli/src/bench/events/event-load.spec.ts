import { InMemoryEventStore } from '@trueque/event-store';
import { gzipSync } from 'node:zlib';
import { appendRate, commandsOf, MARKET, OFFERS_MADE } from './event-load.js';

const texts = OFFERS_MADE.map(({ data }) => JSON.stringify(data));

describe('the load of the event benchmark', () => {
  it('is made of offers that are 1 kB with their envelope', () => {
    const bytes = texts.reduce((sum, text) => sum + text.length, 0) / texts.length;
    expect(bytes).toBeGreaterThan(780);
    expect(bytes).toBeLessThan(840);
  });

  it('is not to be compressed away', () => {
    const all = texts.join('\n');
    expect(gzipSync(all).length).toBeGreaterThan(all.length * 0.33);
  });

  it('is kept whole, whoever shares it', async () => {
    const store = new InMemoryEventStore();
    expect(await appendRate(store, 8, commandsOf(30, 4))).toBeGreaterThan(0);
    const events = await store.readPartition(MARKET, 0, 1_000);
    expect(events).toHaveLength(120);
    expect(new Set(events.map(({ causedBy }) => causedBy)).size).toBe(30);
  });
});
