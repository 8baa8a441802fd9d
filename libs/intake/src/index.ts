export { GateKeeper } from './gate/gate-keeper.process.js';
export {
  intakeConsumers,
  intakeEntities,
  intakeMigrations,
  IntakeModule,
} from './intake.module.js';
export { auction } from './domain/auction.decider.js';
export { market, type MarketCommand } from './domain/market.decider.js';
export { person, type PersonCommand } from './domain/person.decider.js';
export { marketFacts } from './domain/market-facts.js';
