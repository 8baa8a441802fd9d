export { dayOf, MARKET, speakDemonstration } from './demonstration.js';
export { closed, failed, offered, opening } from './market-events.js';
export { type ReadSide, startReadSide } from './read-side.js';
export { speak } from './recorded-market.js';
export { clearedAndSettled } from './settled-events.js';
