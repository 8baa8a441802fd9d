import type { LoggerService } from '@nestjs/common';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { createHttpApp, HttpSettingsError, openApi } from '@trueque/http';
import { IdentitySettingsError } from '@trueque/identity';
import { KafkaSettingsError } from '@trueque/kafka';
import { startTracing } from '@trueque/tracing';
import { type Service, ServiceModule } from './service.module.js';
import { type ServiceConfig, serviceConfig, ServiceConfigError } from './service-config.js';
import { onStopRequested } from './stop-requests.js';
import { structuredLogs } from './structured-logs.js';

const WRONG_USAGE = 2;
const NEEDED_IS_AWAY = 3;
const INTERRUPTED = 130;

/** The service as an application that does not listen yet. Throws what it needs and is not there. */
export const createService = (
  service: Service,
  config: ServiceConfig,
  logger: LoggerService | false = false,
): Promise<NestFastifyApplication> =>
  createHttpApp(ServiceModule.forRoot(service, config), { logger, ...config.http });

/**
 * All that a service's `main.ts` does: reads the environment, starts, answers HTTP, and drains when
 * asked to stop. Exit codes: 0 stopped, 2 wrong usage, 3 something it needs is not there.
 */
export const runService = async (service: Service): Promise<void> => {
  try {
    const config = serviceConfig(process.env, service.portByDefault);
    const { logger, started } = structuredLogs(service.name, config.logLevel);
    const stopTracing = startTracing(service.name, process.env);
    const app = await createService(service, config, logger);
    const stop = () =>
      void app
        .close()
        .then(stopTracing)
        .finally(() => process.exit(0));
    onStopRequested({ stop, force: () => process.exit(INTERRUPTED) });
    openApi(app);
    await app.listen(config.port, config.host);
    started();
    process.stdout.write(`trueque ${service.name} is ready on ${await app.getUrl()}\n`);
  } catch (error) {
    process.stderr.write(`trueque ${service.name}: ${messageOf(error)}\n`);
    process.exit(isWrongUsage(error) ? WRONG_USAGE : NEEDED_IS_AWAY);
  }
};

const isWrongUsage = (error: unknown): boolean =>
  WRONG_SETTINGS.some((kind) => error instanceof kind);

const WRONG_SETTINGS = [
  ServiceConfigError,
  KafkaSettingsError,
  HttpSettingsError,
  IdentitySettingsError,
];

const messageOf = (error: unknown): string => {
  if (!(error instanceof Error)) return String(error);
  return 'code' in error && error.code === 'EADDRINUSE'
    ? 'its port is in use; choose another with PORT.'
    : error.message;
};
