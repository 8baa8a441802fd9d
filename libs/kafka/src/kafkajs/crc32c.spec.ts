import fc from 'fast-check';
import { createRequire } from 'node:module';
import { crc32c } from './crc32c.js';

const load = createRequire(__filename);
const byKafkaJs = load('kafkajs/src/protocol/recordBatch/crc32C') as (bytes: Buffer) => number;

describe('the checksum of a batch', () => {
  it('is the one that the standard tells', () =>
    expect(crc32c(Buffer.from('123456789'), 0, 9)).toBe(0xe3069283));

  it('is the one of kafkajs, of any part of any bytes', () =>
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), fc.nat(40), (array, from) => {
        const bytes = Buffer.from(array);
        const start = Math.min(from, bytes.length);
        expect(crc32c(bytes, start, bytes.length)).toBe(byKafkaJs(bytes.subarray(start)));
      }),
      { numRuns: 500 },
    ));
});
