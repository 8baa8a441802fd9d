import { noticesConsumers, noticesEntities, noticesMigrations } from '@trueque/notices';
import {
  ledgerReading,
  reportingConsumers,
  reportingEntities,
  reportingMigrations,
} from '@trueque/reporting';
import type { Service } from '@trueque/service';
import { ReportingServiceModule } from './reporting-service.module.js';

/** Read models, the read API, the page and replays; and what people are told. */
export const reportingService: Service = {
  name: 'reporting',
  portByDefault: 3004,
  module: ReportingServiceModule,
  schemas: ['notices'],
  consumers: [...reportingConsumers, ...noticesConsumers],
  entities: [...reportingEntities, ...noticesEntities],
  migrations: [...reportingMigrations, ...noticesMigrations],
  readings: (dataSource) => [ledgerReading(dataSource)],
};
