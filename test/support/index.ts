export { freshDatabase } from './fresh-database.js';
export { kafkaBroker, type TestBroker } from './kafka.js';
