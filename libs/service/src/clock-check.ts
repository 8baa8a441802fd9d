import { Inject, Injectable, Logger, type OnApplicationBootstrap } from '@nestjs/common';
import { CLOCK, type Clock } from '@trueque/kernel';
import { DataSource } from 'typeorm';

/** More than this between two clocks closes gates at another time than was announced. */
const SKEW_MS_MAX = 5_000;

/** Says at start where this machine's clock and the database's disagree. */
@Injectable()
export class ClockCheck implements OnApplicationBootstrap {
  private readonly logger = new Logger('Clock');

  constructor(
    private readonly dataSource: DataSource,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  async onApplicationBootstrap(): Promise<void> {
    const skewMs = await this.skewMs();
    if (Math.abs(skewMs) <= SKEW_MS_MAX) return;
    const seconds = Math.round(Math.abs(skewMs) / 1_000);
    const side = skewMs > 0 ? 'ahead of' : 'behind';
    this.logger.warn(`this machine's clock is ${seconds} s ${side} the database's`);
  }

  /** This machine's clock less the database's. */
  async skewMs(): Promise<number> {
    const [row] = await this.dataSource.query<{ ms: string }[]>(
      'SELECT extract(epoch FROM clock_timestamp()) * 1000 AS ms',
    );
    return this.clock.nowMs() - Number(row?.ms);
  }
}
