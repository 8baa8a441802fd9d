import {
  ledgerReading,
  reportingConsumers,
  reportingEntities,
  reportingMigrations,
} from '@trueque/reporting';
import type { Service } from '@trueque/service';
import { ReportingServiceModule } from './reporting-service.module.js';

/** Read models, the read API, the page and replays; decides nothing. */
export const reportingService: Service = {
  name: 'reporting',
  portByDefault: 3004,
  module: ReportingServiceModule,
  consumers: reportingConsumers,
  entities: reportingEntities,
  migrations: reportingMigrations,
  readings: (dataSource) => [ledgerReading(dataSource)],
};
