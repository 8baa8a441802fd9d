import { Global, Module } from '@nestjs/common';
import { CLOCK, type Clock } from '@trueque/kernel';

const systemClock: Clock = { nowMs: () => Date.now() };

/** The one place where this process reads the time of day. */
@Global()
@Module({ providers: [{ provide: CLOCK, useValue: systemClock }], exports: [CLOCK] })
export class SystemClockModule {}
