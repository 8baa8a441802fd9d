export { letAMonthGoBy } from './aged-log.js';
export { describeEventStore } from './event-store.contract.js';
export { register, roster } from './roster.decider.js';
