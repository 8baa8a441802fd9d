import { RelayPosition1763960000000 } from './relay/relay-position.migration.js';
import { RelayPositionRow } from './relay/relay-position.row.js';

export { BrokerUnavailable, type KafkaClient } from './kafka-client.port.js';
export { KafkaModule, type KafkaModuleOptions, KafkaService } from './kafka.module.js';
export { type KafkaSettings, kafkaSettings, KafkaSettingsError } from './kafka-settings.js';
export { BARE_KAFKA_WORKER, type BareRates, type BareWork } from './kafkajs/bare-kafka.js';
export { KafkaJsClient } from './kafkajs/kafkajs-client.js';
export { TopicRefused } from './topics.js';

export const kafkaEntities = [RelayPositionRow];
export const kafkaMigrations = [RelayPosition1763960000000];
