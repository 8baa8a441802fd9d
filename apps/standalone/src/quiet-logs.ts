import { LoggerModule } from 'nestjs-pino';
import pino from 'pino';

const STANDARD_ERROR = 2;

/** One JSON line an event on standard error; requests are told about only where they go wrong. */
export const quietLogs = (level: string) =>
  LoggerModule.forRoot({
    pinoHttp: {
      logger: pino(
        { level, base: null, timestamp: pino.stdTimeFunctions.isoTime },
        pino.destination(STANDARD_ERROR),
      ),
      autoLogging: false,
      quietReqLogger: true,
    },
  });
