import fc from 'fast-check';
import { createRequire } from 'node:module';
import { type Production, produceQuickly, produceRequest } from './produce-request.js';

const REQUEST = 'kafkajs/src/protocol/requests/produce/v3/request';
const load = createRequire(__filename);
const byKafkaJs = load(REQUEST) as typeof produceRequest;

const text = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 300 }),
  fc.string({ unit: 'grapheme-ascii', maxLength: 80 }),
  fc.constantFrom('', 'José', 'x'.repeat(63), 'x'.repeat(64), 'ñ'.repeat(32), 'y'.repeat(9_000)),
);
const bytes = fc.uint8Array({ maxLength: 300 }).map((array) => Buffer.from(array));

const message = fc.record(
  {
    key: fc.option(fc.oneof(text, bytes)),
    value: fc.option(fc.oneof(text, bytes)),
    headers: fc.dictionary(text, text, { maxKeys: 20 }),
    timestamp: fc.integer({ min: 1e12, max: 4e12 }).map(String),
  },
  { requiredKeys: ['value', 'timestamp'] },
);

const partition = fc.record({
  partition: fc.nat({ max: 100 }),
  firstSequence: fc.nat(),
  messages: fc.array(message, { minLength: 1, maxLength: 12 }),
});

const production: fc.Arbitrary<Production> = fc.record({
  acks: fc.constantFrom(-1, 0, 1),
  timeout: fc.nat({ max: 60_000 }),
  producerId: fc.oneof(fc.constant(-1), fc.bigInt({ min: 0n, max: 2n ** 62n }).map(String)),
  producerEpoch: fc.nat({ max: 32_000 }),
  topicData: fc.array(
    fc.record({ topic: fc.string(), partitions: fc.array(partition, { maxLength: 3 }) }),
    { maxLength: 3 },
  ),
});

const bytesOf = async (request: typeof produceRequest, asked: Production) =>
  (await request(asked).encode()).buffer;

describe('a request to produce', () => {
  it('has the bytes that kafkajs writes', () =>
    fc.assert(
      fc.asyncProperty(production, async (asked) => {
        const written = await bytesOf(produceRequest, asked);
        expect(written.equals(await bytesOf(byKafkaJs, asked))).toBe(true);
      }),
      { numRuns: 100 },
    ));

  it('has them where a message says neither key nor headers nor more than a batch of room', async () => {
    const value = Buffer.alloc(3_000_000, 'h');
    const messages = [
      { value: 'a', timestamp: '1' },
      { value, timestamp: '2' },
    ];
    const topicData = [{ topic: 't', partitions: [{ partition: 0, messages }] }];
    const asked = { acks: -1, timeout: 1, topicData };
    expect((await bytesOf(produceRequest, asked)).equals(await bytesOf(byKafkaJs, asked))).toBe(
      true,
    );
  });

  it('stays as it is while others are written', async () => {
    const asked = (value: string): Production => ({
      ...{ acks: -1, timeout: 1 },
      topicData: [
        { topic: 't', partitions: [{ partition: 0, messages: [{ value, timestamp: '1' }] }] },
      ],
    });
    const first = await bytesOf(produceRequest, asked('a'));
    const copy = Buffer.from(first);
    await bytesOf(produceRequest, asked('b'.repeat(100)));
    expect(first.equals(copy)).toBe(true);
  });

  it('is asked of this by kafkajs once it is told, and tells what kind it is as kafkajs does', () => {
    const asked = { acks: -1, timeout: 1, topicData: [] };
    const { apiKey, apiName, apiVersion, expectResponse } = byKafkaJs(asked);
    expect(produceRequest(asked)).toMatchObject({ apiKey, apiName, apiVersion });
    expect(produceRequest(asked).expectResponse()).toBe(expectResponse());
    produceQuickly();
    expect(load(REQUEST)).toBe(produceRequest);
  });
});
