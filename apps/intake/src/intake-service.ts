import { intakeConsumers, intakeEntities, intakeMigrations, IntakeModule } from '@trueque/intake';
import type { Service } from '@trueque/service';

/** Takes what peers, meters and operators say, and closes gates. */
export const intakeService: Service = {
  name: 'intake',
  portByDefault: 3001,
  module: IntakeModule,
  consumers: intakeConsumers,
  entities: intakeEntities,
  migrations: intakeMigrations,
  schemas: ['vault'],
};
