export { consumersHealth } from './consumers-health.js';
export { processReadings } from './process-readings.js';
export { createService, runService } from './run-service.js';
export { ServiceConfigError } from './service-config.js';
export { type Service, ServiceModule } from './service.module.js';
export { onStopRequested } from './stop-requests.js';
export { SystemClockModule } from './system-clock.module.js';
export {
  LOG_LEVEL_BY_DEFAULT,
  LOG_LEVELS,
  type LogLevel,
  structuredLogs,
  type StructuredLogs,
} from './structured-logs.js';
