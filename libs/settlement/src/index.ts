export { settlementConsumers, SettlementModule } from './settlement.module.js';
