import type { DynamicModule, INestApplication, LoggerService, Type } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import type { FastifyServerOptions } from 'fastify';
import { v7 } from 'uuid';
import { CsvAnswers } from './csv-answers.js';
import { boundBodies } from './bounded-bodies.js';
import { harden } from './hardening.js';
import type { HttpOptions } from './http-settings.js';
import { parseJson } from './json-body.js';
import { KnownQueries } from './known-queries.js';
import { observeRequests } from './observed-requests.js';
import { NameablePaths } from './nameable-paths.guard.js';
import { ProblemFilter } from './problem-filter.js';
import { RequestsInFlight } from './requests-in-flight.js';
import { traceRequests } from './traced-requests.js';
import { validationPipe } from './validation.js';
import { VersionedAnswers } from './versioned-answers.js';

const BODY_BYTES_MAX = 64 * 1024 * 1024;
/** A meter head-end sends thousands a second; a loop that ran wild sends more. */
const ADDRESS_PER_MINUTE_MAX = 600_000;
const KEY_PER_MINUTE_MAX = 300_000;

/**
 * What breaks before a controller is reached is answered by the handler that is set here, before any
 * route. Nest sets its own after plugins were loaded, and routes then keep what was there first.
 */
class ProblemAdapter extends FastifyAdapter {
  constructor(options: FastifyServerOptions) {
    const filter = new ProblemFilter();
    const answer = filter.answer.bind(filter);
    super({ ...options, frameworkErrors: answer });
    this.instance.setErrorHandler(answer);
  }

  override setErrorHandler() {
    return this.instance;
  }
}

/** Fastify with our body parsers: JSON that says where it breaks, NDJSON and CSV as text. */
export const httpAdapter = (options: HttpOptions = {}): FastifyAdapter => {
  const adapter = new ProblemAdapter({
    bodyLimit: options.bodyBytesMax ?? BODY_BYTES_MAX,
    genReqId: () => v7(),
    forceCloseConnections: true,
  });
  adapter.useBodyParser('application/json', false, undefined, (_request, body, done) => {
    try {
      done(null, parseJson(String(body)));
    } catch (error) {
      done(error instanceof Error ? error : new Error(String(error)));
    }
  });
  for (const type of ['application/x-ndjson', 'text/csv', 'text/plain', 'application/xml'])
    adapter.useBodyParser(type, false, undefined, (_request, body, done) =>
      done(null, String(body)),
    );
  return adapter;
};

/** What every app of ours answers with: problems, validation, CSV. Also for apps that tests make. */
export const configureHttp = <App extends INestApplication>(app: App): App => {
  app.useGlobalFilters(new ProblemFilter());
  app.useGlobalGuards(new NameablePaths());
  app.useGlobalPipes(validationPipe());
  app.useGlobalInterceptors(
    new KnownQueries(),
    new RequestsInFlight(),
    new CsvAnswers(),
    new VersionedAnswers(),
  );
  return app;
};

/** A Nest application on Fastify with all of the above; the caller listens and closes. */
export const createHttpApp = async (
  module: Type | DynamicModule,
  options: HttpOptions & { readonly logger?: LoggerService | false } = {},
): Promise<NestFastifyApplication> => {
  const app = await NestFactory.create<NestFastifyApplication>(module, httpAdapter(options), {
    bufferLogs: true,
    abortOnError: false,
    ...(options.logger === undefined ? {} : { logger: options.logger }),
  });
  const fastify = app.getHttpAdapter().getInstance();
  boundBodies(fastify);
  await harden(app, {
    addressPerMinuteMax: options.addressPerMinuteMax ?? ADDRESS_PER_MINUTE_MAX,
    keyPerMinuteMax: options.keyPerMinuteMax ?? KEY_PER_MINUTE_MAX,
  });
  observeRequests(fastify);
  traceRequests(fastify);
  return configureHttp(app);
};
