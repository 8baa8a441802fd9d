import type { LoggerService } from '@nestjs/common';
import { spanFields } from '@trueque/tracing';
import { Logger, PinoLogger } from 'nestjs-pino';
import pino from 'pino';

export const LOG_LEVELS = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'] as const;
export type LogLevel = (typeof LOG_LEVELS)[number];

export const LOG_LEVEL_BY_DEFAULT: LogLevel = 'warn';

const STANDARD_ERROR = 2;
/** Levels at which the start itself is told; else what keeps a program from starting is one sentence. */
const TALKATIVE: readonly LogLevel[] = ['info', 'debug', 'trace'];
/** Nobody logs these; should somebody, they are not told. */
const SECRETS = ['authorization', 'cookie', 'credential', 'key', 'password', 'secret'];

export interface StructuredLogs {
  readonly logger: LoggerService;
  /** From here on everything of the level is told. */
  started(): void;
}

/** One JSON line an event, on standard error: of which service, and within which span where there is one. */
export const structuredLogs = (service: string, level: LogLevel): StructuredLogs => {
  const lines = pino(
    {
      level: TALKATIVE.includes(level) ? level : 'silent',
      base: { service },
      timestamp: pino.stdTimeFunctions.isoTime,
      mixin: () => spanFields() ?? {},
      redact: SECRETS.flatMap((name) => [name, `*.${name}`]),
    },
    pino.destination(STANDARD_ERROR),
  );
  return {
    logger: new Logger(new PinoLogger({ pinoHttp: { logger: lines } }), {}),
    started: () => (lines.level = level),
  };
};
