import { Controller, type DynamicModule, Get, Header, Inject, Module } from '@nestjs/common';
import type { FactoryProvider } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { type Reading, takeReadings } from './readings.js';
import { registry } from './registry.js';

const READINGS = 'MetricsReadings';

/** `/metrics` in the text format of Prometheus. */
@ApiExcludeController()
@Controller('metrics')
class MetricsController {
  constructor(@Inject(READINGS) private readonly readings: readonly Reading[]) {}

  @Get()
  @Header('Content-Type', registry.contentType)
  async metrics(): Promise<string> {
    await takeReadings(this.readings);
    return registry.metrics();
  }
}

@Module({})
export class MetricsModule {
  /** The factory is given what it injects and answers the readings. */
  static forRoot(readings: Omit<FactoryProvider<readonly Reading[]>, 'provide'>): DynamicModule {
    return {
      module: MetricsModule,
      controllers: [MetricsController],
      providers: [{ provide: READINGS, ...readings }],
    };
  }
}
