import { kafkaBroker } from '../../../../test/support/index.js';
import { itIsAKafkaClient } from '../testing/kafka-client.contract.js';
import { KafkaJsClient } from './kafkajs-client.js';

describe('kafkajs', () => {
  itIsAKafkaClient(async () => ({
    ...(await kafkaBroker()),
    clientOf: (settings) => new KafkaJsClient(settings),
  }));
});
