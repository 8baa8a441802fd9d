import { setTimeout as sleep } from 'node:timers/promises';
import type { KafkaSettings } from '../kafka-settings.js';
import {
  type Batch,
  type BatchOutcome,
  BrokerUnavailable,
  type KafkaClient,
  MessageTooLarge,
  type OutgoingMessage,
} from '../kafka-client.port.js';

export interface ClientUnderTest {
  readonly brokers: string;
  readonly prefix: string;
  readonly clientOf: (settings: KafkaSettings) => KafkaClient;
}

/** As in the tests of Kafka's own client. */
const HASHES = {
  '21': -973932308,
  foobar: -790332482,
  'a-little-bit-long-string': -985981536,
  'a-little-bit-longer-string': -1486304829,
  abc: 479470107,
};

const message = (text: string, key = 'harbour'): OutgoingMessage => ({
  key,
  value: Buffer.from(text),
  headers: { ce_id: text, ce_actor: 'José' },
  timestampMs: Date.parse('2026-06-01T10:00:00Z'),
});

/** What every Kafka client of ours must do, on a real broker. */
export const itIsAKafkaClient = (prepare: () => Promise<ClientUnderTest>): void => {
  let client: KafkaClient;
  let prefix: string;
  let under: ClientUnderTest;
  const open: { close(): Promise<void> }[] = [];

  beforeAll(async () => {
    under = await prepare();
    prefix = under.prefix;
    client = under.clientOf(settings(under.brokers));
  }, 120_000);

  afterEach(async () => {
    for (const each of open.splice(0)) await each.close();
  });

  const settings = (brokers: string): KafkaSettings => ({
    brokers: brokers.split(','),
    prefix,
    partitions: 4,
  });

  const topic = async (name: string, config: Record<string, string> = {}) => {
    await client.admin.create([
      { name: `${prefix}${name}`, partitions: 4, replication: 1, config },
    ]);
    return `${prefix}${name}`;
  };

  const producer = async () => {
    const made = await client.producer();
    open.push(made);
    return made;
  };

  /** Consumes into a list of `partition:text`, answering each batch as told. */
  const consumer = async (
    names: readonly string[],
    groupId: string,
    answer: (batch: Batch) => BatchOutcome = () => 'done',
  ) => {
    const seen: string[] = [];
    const made = await client.consume(
      { groupId: `${prefix}${groupId}`, topics: names, partitionsAtOnce: 2, onTrouble: () => {} },
      (batch) => {
        const outcome = answer(batch);
        if (outcome === 'done')
          seen.push(...batch.messages.map(({ value }) => `${batch.partition}:${String(value)}`));
        return Promise.resolve(outcome);
      },
    );
    open.push(made);
    return { seen, member: made };
  };

  const until = async (holds: () => boolean) => {
    for (let tries = 0; !holds(); tries += 1) {
      if (tries > 600) throw new Error('it never became so');
      await sleep(50);
    }
  };

  it('makes topics, says how they are, and does not mind those that exist', async () => {
    const name = await topic('made', { 'retention.ms': '-1' });
    await topic('made');
    const states = await client.admin.describe([name, `${prefix}missing`]);
    expect(states).toHaveLength(1);
    expect(states[0]).toMatchObject({ name, partitions: 4, replication: 1 });
    expect(states[0]?.config['retention.ms']).toBe('-1');
    expect(await client.admin.brokersCount()).toBe(1);
  });

  it('puts a key where every Kafka client puts it', () => {
    for (const [key, hash] of Object.entries(HASHES))
      expect([key, client.partitionOf(key, 12)]).toEqual([key, (hash & 0x7fffffff) % 12]);
  });

  it('keeps messages of a partition in order, with key, headers and body', async () => {
    const name = await topic('order');
    const sender = await producer();
    const batches = [0, 1, 2, 3].map((batch) =>
      Array.from({ length: 25 }, (_, index) => message(`${batch * 25 + index}`)),
    );
    const received: Batch[] = [];
    const { seen } = await consumer([name], 'order', (batch) => {
      received.push(batch);
      return 'done';
    });
    await Promise.all(batches.map((batch) => sender.send(name, 2, batch)));
    await until(() => seen.length >= 100);
    expect(seen).toEqual(Array.from({ length: 100 }, (_, index) => `2:${index}`));
    expect(received[0]?.messages[0]).toMatchObject({
      key: 'harbour',
      value: Buffer.from('0'),
      headers: { ce_id: '0', ce_actor: 'José' },
    });
  });

  it('carries a message without a body', async () => {
    const name = await topic('empty');
    const values: unknown[] = [];
    await consumer([name], 'empty', ({ messages }) => {
      values.push(...messages.map(({ value }) => value));
      return 'done';
    });
    await (await producer()).send(name, 0, [{ key: 'k', value: null, headers: {} }]);
    await until(() => values.length > 0);
    expect(values).toEqual([null]);
  });

  it('brings a batch again that was not done, and goes on with other partitions meanwhile', async () => {
    const name = await topic('again');
    const sender = await producer();
    let refusals = 0;
    const { seen, member } = await consumer([name], 'again', ({ partition }) => {
      if (partition !== 0 || refusals >= 2) return 'done';
      refusals += 1;
      return { retryInMs: 300 };
    });
    await sender.send(name, 0, [message('first'), message('second')]);
    await until(() => member.paused.length > 0);
    expect(member.paused).toEqual([`${name}/0`]);
    await sender.send(name, 1, [message('other')]);
    await until(() => seen.length >= 3);
    expect(seen.filter((text) => text.startsWith('0:'))).toEqual(['0:first', '0:second']);
    expect(refusals).toBe(2);
    expect(member.paused).toEqual([]);
  });

  it('gives the same numbers of all topics to one member, and all to the one that stays', async () => {
    const names = [await topic('pair-a'), await topic('pair-b')];
    const { member: one } = await consumer(names, 'pair');
    await until(() => one.assigned?.size === 4);
    const { member: other } = await consumer(names, 'pair');
    await until(() => one.assigned?.size === 2 && other.assigned?.size === 2);
    const both = [...(one.assigned ?? []), ...(other.assigned ?? [])];
    expect(both.sort()).toEqual([0, 1, 2, 3]);
    await other.close();
    await until(() => one.assigned?.size === 4);
  });

  it('says that a message is too large', async () => {
    const name = await topic('small', { 'max.message.bytes': '2000' });
    const attempt = (await producer()).send(name, 0, [message('x'.repeat(5_000))]);
    await expect(attempt).rejects.toThrow(MessageTooLarge);
  });

  it('says that a clock is ahead where a broker refuses a message for its time', async () => {
    const name = await topic('punctual', { 'message.timestamp.after.max.ms': '3600000' });
    const late = { ...message('x'), timestampMs: Date.now() + 7_200_000 };
    const attempt = (await producer()).send(name, 0, [late]);
    await expect(attempt).rejects.toThrow(/refuses the time of a message: the clock of .* ahead/);
  });

  it.each([
    ['127.0.0.1:1', 'nothing listens there'],
    ['nowhere.invalid:9092', 'there is no such host'],
  ])('says why %s cannot be used', async (brokers, reason) => {
    const lost = under.clientOf(settings(brokers));
    await expect(lost.admin.brokersCount()).rejects.toThrow(BrokerUnavailable);
    await expect(lost.producer()).rejects.toThrow(`Kafka at ${brokers} cannot be used: ${reason}`);
  });
};
