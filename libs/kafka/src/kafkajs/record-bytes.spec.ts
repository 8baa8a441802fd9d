import fc from 'fast-check';
import { createRequire } from 'node:module';
import { recordBytes, type RecordParts, writeRecordsQuickly } from './record-bytes.js';

const RECORD = 'kafkajs/src/protocol/recordBatch/record/v0';
const load = createRequire(__filename);
const byKafkaJs = load(RECORD) as (parts: RecordParts) => { readonly buffer: Buffer };

const text = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 300 }),
  fc.string({ unit: 'grapheme-ascii', maxLength: 80 }),
  fc.constantFrom('', 'José', 'x'.repeat(63), 'x'.repeat(64), 'ñ'.repeat(32), 'y'.repeat(9_000)),
);
const bytes = fc.uint8Array({ maxLength: 300 }).map((array) => Buffer.from(array));

const record: fc.Arbitrary<RecordParts> = fc.record({
  offsetDelta: fc.nat({ max: 100_000 }),
  timestampDelta: fc.integer({ min: -4e12, max: 4e12 }),
  key: fc.option(fc.oneof(text, bytes)),
  value: fc.option(fc.oneof(text, bytes)),
  headers: fc.dictionary(text, text, { maxKeys: 20 }),
});

describe('the bytes of a record', () => {
  it('are those that kafkajs writes', () =>
    fc.assert(
      fc.property(record, (parts) => {
        expect(recordBytes(parts).buffer.equals(byKafkaJs(parts).buffer)).toBe(true);
      }),
      { numRuns: 500 },
    ));

  it('are those of kafkajs where nothing but a body is given', () => {
    const parts = { key: null, value: Buffer.from('body') };
    expect(recordBytes(parts).buffer).toEqual(byKafkaJs(parts).buffer);
  });

  it('stay as they are while more are written, also beyond a slab', () => {
    const value = Buffer.alloc(300_000, 'v');
    const first = recordBytes({ key: 'a', value });
    const copy = Buffer.from(first.buffer);
    for (let count = 0; count < 20; count += 1) recordBytes({ key: 'b', value });
    expect(first.buffer.equals(copy)).toBe(true);
    const huge = Buffer.alloc(3_000_000, 'h');
    const parts = { key: 'c', value: huge };
    expect(recordBytes(parts).buffer.equals(byKafkaJs(parts).buffer)).toBe(true);
  });

  it('are asked for by kafkajs once it is told', () => {
    writeRecordsQuickly();
    expect(load(RECORD)).toBe(recordBytes);
  });
});
