import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { DecidingStore } from './deciding-store.js';
import { inCurrentVersion, UnreadableEvent } from './current-version.js';
import type { RecordedEvent } from './event-store.port.js';
import { MemoryLog } from './memory-log.js';
import { collect } from './testing/event-store.contract.js';

const example = (name: string) =>
  JSON.parse(readFileSync(join(__dirname, `../../contracts/fixtures/${name}.json`), 'utf8')).data;

const recorded = (type: string, version: number, data: unknown): RecordedEvent => ({
  ...{ partition: 'harbour', position: 7, stream: 'clearing-harbour/a', revision: 1 },
  ...{ id: '0190', type, version, data, hash: '00' },
  ...{ occurredAt: '2026-06-01T00:00:00Z', recordedAt: '2026-06-01T00:00:00Z' },
  ...{ causedBy: 'test', correlationId: 'test', actor: 'test' },
});

/** A log with one event in it that was written by another version of the program. */
class OneEvent extends MemoryLog {
  constructor(private readonly event: RecordedEvent) {
    super(() => 0);
  }

  override async *readStream(): AsyncGenerator<RecordedEvent> {
    yield this.event;
  }

  override readPartition(): Promise<readonly RecordedEvent[]> {
    return Promise.resolve([this.event]);
  }
}

describe('an event of an earlier version', () => {
  const before = recorded('AuctionCleared', 1, example('AuctionCleared.v1'));

  it('is read in the shape of today, with all else as it was recorded', () => {
    const { name, version } = example('AuctionCleared.v1').solver;
    const solver = { name, version, options: null };
    const data = { ...example('AuctionCleared.v1'), solver, rung: 'first' };
    expect(inCurrentVersion(before)).toEqual({ ...before, version: 3, data });
  });

  it('is handed out by a store in the shape of today, by stream and by partition', async () => {
    const store = new DecidingStore(new OneEvent(before));
    const [read] = await collect(store.readStream('harbour', 'clearing-harbour/a'));
    expect(read).toMatchObject({ version: 3, data: { rung: 'first', solver: { options: null } } });
    expect(await store.readPartition('harbour', 0, 1)).toEqual([read]);
  });

  it('is shown as it was recorded to whoever asks for that', async () => {
    const store = new DecidingStore(new OneEvent(before), 'as-recorded');
    expect(await collect(store.readStream('harbour', 'any'))).toEqual([before]);
    expect(await store.readPartition('harbour', 0, 1)).toEqual([before]);
  });

  it('that is not of its shape is named with its position and the field', () =>
    expect(() => inCurrentVersion({ ...before, data: { solver: 1 } })).toThrow(
      /^AuctionCleared, version 1, at position 7 of harbour: [\s\S]*marketId/,
    ));
});

describe('an event of a version that is newer than the program', () => {
  const newer = recorded('GateClosed', 9, { anything: true });
  const store = new DecidingStore(new OneEvent(newer));

  it('stops whoever folds its stream, naming type, version and position', async () => {
    const reading = collect(store.readStream('harbour', 'auction-harbour/a'));
    await expect(reading).rejects.toThrow(UnreadableEvent);
    await expect(reading).rejects.toThrow(
      'GateClosed, version 9, at position 7 of harbour: it is newer than this program, which knows 1',
    );
  });

  it('is passed on as it is by those who carry events', async () =>
    expect(await store.readPartition('harbour', 0, 1)).toEqual([newer]));
});
