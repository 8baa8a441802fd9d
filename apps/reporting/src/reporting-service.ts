import {
  ledgerReading,
  reportingConsumers,
  reportingEntities,
  reportingMigrations,
  ReportingModule,
} from '@trueque/reporting';
import type { Service } from '@trueque/service';

/** Read models, the read API and the page; decides nothing. */
export const reportingService: Service = {
  name: 'reporting',
  portByDefault: 3004,
  module: ReportingModule,
  consumers: reportingConsumers,
  entities: reportingEntities,
  migrations: reportingMigrations,
  readings: (dataSource) => [ledgerReading(dataSource)],
};
