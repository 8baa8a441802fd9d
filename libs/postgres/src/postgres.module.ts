import { type DynamicModule, Module, type OnApplicationShutdown } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { openDataSource, type OpenDataSourceOptions } from './open-data-source.js';

/** Gives the whole application one migrated `DataSource`, injected by class, and closes it last. */
@Module({})
export class PostgresModule implements OnApplicationShutdown {
  constructor(private readonly dataSource: DataSource) {}

  static forRoot(options: OpenDataSourceOptions): DynamicModule {
    return {
      module: PostgresModule,
      global: true,
      providers: [{ provide: DataSource, useFactory: () => openDataSource(options) }],
      exports: [DataSource],
    };
  }

  async onApplicationShutdown(): Promise<void> {
    if (this.dataSource.isInitialized) await this.dataSource.destroy();
  }
}
