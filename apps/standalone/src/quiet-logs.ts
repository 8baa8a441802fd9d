import type { LoggerService } from '@nestjs/common';
import { Logger, PinoLogger } from 'nestjs-pino';
import pino from 'pino';

const STANDARD_ERROR = 2;

export interface QuietLogs {
  readonly logger: LoggerService;
  /** Until then nothing is told: what keeps a program from starting is said in one sentence. */
  started(): void;
}

/** One JSON line an event, on standard error. */
export const quietLogs = (level: string): QuietLogs => {
  const destination = pino.destination(STANDARD_ERROR);
  const lines = pino({ level, base: null, timestamp: pino.stdTimeFunctions.isoTime }, destination);
  if (!['info', 'debug', 'trace'].includes(level)) lines.level = 'silent';
  return {
    logger: new Logger(new PinoLogger({ pinoHttp: { logger: lines } }), {}),
    started: () => (lines.level = level),
  };
};
