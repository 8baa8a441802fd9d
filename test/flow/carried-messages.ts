import { KafkaJsClient } from '@trueque/kafka';
import { setTimeout as sleep } from 'node:timers/promises';
import { kafkaBroker } from '../support/index.js';

const TOPICS = ['offers.v1', 'clearings.v1', 'settlements.v1'];
const TRIES_MAX = 600;

/** All that is in the topics, keys, headers and bodies, once they say a text twice: as what was said and its end. */
export const carriedMessages = async (prefix: string, until: string): Promise<string> => {
  const { brokers } = await kafkaBroker();
  const client = new KafkaJsClient({ brokers: [brokers], prefix, partitions: 4 });
  const seen: string[] = [];
  const consumer = await client.consume(
    {
      ...{ groupId: `${prefix}privacy`, partitionsAtOnce: 4, onTrouble: () => undefined },
      topics: TOPICS.map((topic) => `${prefix}${topic}`),
    },
    async ({ messages }) => {
      for (const { headers, key, value } of messages)
        seen.push(JSON.stringify({ key, headers, body: String(value) }));
      return 'done';
    },
  );
  try {
    for (let tries = 0; tries < TRIES_MAX; tries += 1) {
      if (seen.filter((message) => message.includes(until)).length >= 2) return seen.join('\n');
      await sleep(50);
    }
    throw new Error(`the topics never told of ${until}`);
  } finally {
    await consumer.close();
  }
};
