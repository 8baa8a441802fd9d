import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { asyncBufferFromFile, parquetMetadataAsync } from 'hyparquet';
import type { StoredEvent } from '../postgres/event-row.js';
import { readRowGroup, ROW_GROUP_EVENTS, writeMonthFile } from './month-file.js';

const eventAt = (position: number): StoredEvent => ({
  partition: 'harbour',
  position,
  stream: 'auction-ñandú/☀',
  revision: position,
  id: '01a2201e-0000-7000-8000-000000000001',
  type: 'OfferSubmitted',
  version: 1,
  occurredAt: '2026-05-01T07:00:00Z',
  recordedAt: '2026-05-01T07:00:00.120Z',
  causedBy: `cause-${position}`,
  correlationId: 'flow',
  actor: 'peer',
  commandDigest: position % 2 === 0 ? null : '76b1d7298f07cccaa83faee428e190a8',
  text: '{"note":"\\u0041 \\\\ ☀ 12345678901234567890" }',
  hash: 'ab'.repeat(32),
});

async function* pages(...sizes: readonly number[]): AsyncGenerator<readonly StoredEvent[]> {
  let position = 0;
  for (const size of sizes)
    yield await Promise.resolve(Array.from({ length: size }, () => eventAt((position += 1))));
}

describe('the file of a month', () => {
  const folder = mkdtempSync(join(tmpdir(), 'trueque-month-'));
  const path = join(folder, 'month.parquet');
  beforeAll(() => writeMonthFile(path, { month: '2026-05' }, pages(ROW_GROUP_EVENTS, 3)));
  afterAll(() => rmSync(folder, { recursive: true }));

  it('gives events back to the letter', async () => {
    const first = await readRowGroup(path, 'harbour', 0);
    expect(first).toHaveLength(ROW_GROUP_EVENTS);
    expect(first.slice(0, 2)).toEqual([eventAt(1), eventAt(2)]);
    expect(await readRowGroup(path, 'harbour', 1)).toEqual([2001, 2002, 2003].map(eventAt));
  });

  it('has nothing after its last event', async () =>
    expect(await readRowGroup(path, 'harbour', 2)).toEqual([]));

  it('says in its footer what it is', async () => {
    const metadata = await parquetMetadataAsync(await asyncBufferFromFile(path));
    expect(metadata.key_value_metadata).toContainEqual({ key: 'month', value: '2026-05' });
    expect(metadata.schema.slice(1).map(({ name }) => name)).toContain('data');
  });
});
