export { MarketClock } from './gate/market-clock.process.js';
export { PeerCredits } from './credit/peer-credits.js';
export { AuctionLives, type LifeChange, LIFE_CHANGES } from './life/auction-lives.js';
export { MarketDesk } from './life/market-desk.js';
export { setFallbackPrice, setTradingRules } from './life/trading-rules.js';
export {
  intakeConsumers,
  intakeEntities,
  intakeMigrations,
  intakeProjections,
  IntakeModule,
} from './intake.module.js';
export { auction } from './domain/auction.decider.js';
export { market, type MarketCommand } from './domain/market.decider.js';
export { person, type PersonCommand } from './domain/person.decider.js';
export { marketFacts } from './domain/market-facts.js';
export { tradingRulesOfMarket } from './domain/trading-rules.decider.js';
