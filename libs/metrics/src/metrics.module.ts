import { Controller, type DynamicModule, Get, Header, Inject, Module } from '@nestjs/common';
import type { FactoryProvider } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { type Reading, Readings } from './readings.js';
import { registry } from './registry.js';

const READINGS = 'MetricsReadings';

/** `/metrics` in the text format of Prometheus. */
@ApiExcludeController()
@Controller('metrics')
class MetricsController {
  private readonly readings: Readings;

  constructor(@Inject(READINGS) readings: readonly Reading[]) {
    this.readings = new Readings(readings, () => performance.now());
  }

  @Get()
  @Header('Content-Type', registry.contentType)
  async metrics(): Promise<string> {
    await this.readings.take();
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
