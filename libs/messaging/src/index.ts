export type { Consumer, ProcessConsumer, Projection } from './consumer.js';
