export { GateKeeper } from './gate/gate-keeper.process.js';
export {
  intakeConsumers,
  intakeEntities,
  intakeMigrations,
  IntakeModule,
} from './intake.module.js';
