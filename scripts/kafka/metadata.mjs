/** How many brokers the first node that answers knows of; 0 while none does. */
import { createRequire } from 'node:module';

const { Kafka, logLevel } = createRequire(import.meta.url)('kafkajs');

export const metadataOf = async (nodes) => {
  const kafka = new Kafka({
    brokers: nodes.map(({ port }) => `127.0.0.1:${port}`),
    connectionTimeout: 1_000,
    requestTimeout: 2_000,
    logLevel: logLevel.NOTHING,
    retry: { retries: 0 },
  });
  const admin = kafka.admin();
  try {
    await admin.connect();
    return (await admin.describeCluster()).brokers.length;
  } catch {
    return 0;
  } finally {
    await admin.disconnect().catch(() => undefined);
  }
};
