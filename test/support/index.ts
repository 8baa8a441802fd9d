export { filledDatabase, freshDatabase } from './fresh-database.js';
export { asOperator, OPERATOR_KEY } from './operator-key.js';
export { kafkaBroker, type TestBroker } from './kafka.js';
