import {
  type BeforeApplicationShutdown,
  type DynamicModule,
  Inject,
  Injectable,
  Module,
  Optional,
  type OnApplicationBootstrap,
  type Type,
} from '@nestjs/common';
import { ModuleRef } from '@nestjs/core';
import { EVENT_STORE, type EventStore } from '@trueque/event-store';
import { DataSource } from 'typeorm';
import type { Consumer } from './consumer.js';
import { ConsumerRunner } from './consumer-runner.js';
import { type Carrier, CARRIER } from './transport.port.js';

export interface MessagingOptions {
  /** Provided by the modules of their contexts, found here by class. */
  readonly consumers: readonly Type<Consumer>[];
}

const OPTIONS = 'MessagingOptions';

/** Starts the consumers once everything is there, and drains them before anything goes away. */
@Injectable()
class ConsumerLifecycle implements OnApplicationBootstrap, BeforeApplicationShutdown {
  constructor(
    private readonly runner: ConsumerRunner,
    private readonly modules: ModuleRef,
    @Inject(OPTIONS) private readonly options: MessagingOptions,
    @Optional() @Inject(CARRIER) private readonly carrier?: Carrier,
  ) {}

  async onApplicationBootstrap(): Promise<void> {
    const { consumers } = this.options;
    await this.runner.startCurrent(
      consumers.map((type) => this.modules.get<Consumer>(type, { strict: false })),
    );
    await this.carrier?.start();
  }

  async beforeApplicationShutdown(): Promise<void> {
    await this.carrier?.stop();
    await this.runner.stop();
  }
}

/**
 * Runs the given consumers in this process; `ConsumerRunner` is there for everyone. Where a module
 * provides `CARRIER`, events travel by that; else the consumers read the event store themselves.
 */
@Module({})
export class MessagingModule {
  static forRoot(options: MessagingOptions): DynamicModule {
    return {
      module: MessagingModule,
      global: true,
      providers: [
        { provide: OPTIONS, useValue: options },
        {
          provide: ConsumerRunner,
          useFactory: (store: EventStore, dataSource: DataSource, carrier?: Carrier) =>
            new ConsumerRunner(store, dataSource, carrier),
          inject: [EVENT_STORE, DataSource, { token: CARRIER, optional: true }],
        },
        ConsumerLifecycle,
      ],
      exports: [ConsumerRunner],
    };
  }
}
