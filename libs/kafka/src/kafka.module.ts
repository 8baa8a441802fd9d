import {
  type BeforeApplicationShutdown,
  type DynamicModule,
  Inject,
  Injectable,
  Module,
  type OnApplicationBootstrap,
} from '@nestjs/common';
import { EVENT_STORE, type EventStore } from '@trueque/event-store';
import { CARRIER } from '@trueque/messaging';
import { connectionOf } from '@trueque/postgres';
import { DataSource } from 'typeorm';
import { DeadLetters } from './dead-letters.js';
import type { KafkaSettings } from './kafka-settings.js';
import { KafkaTransport, type KafkaTransportStatus } from './kafka.transport.js';
import { KafkaJsClient } from './kafkajs/kafkajs-client.js';
import { Published } from './relay/published.js';
import { Relay, type RelayStatus } from './relay/relay.js';
import { ShardLocks } from './relay/shard-locks.js';
import { ensureTopics, type Topics } from './topics.js';

export interface KafkaModuleOptions {
  readonly settings: KafkaSettings;
  /** Names the consumer group: processes of one service share its partitions. */
  readonly service: string;
}

interface Wiring {
  readonly client: KafkaJsClient;
  readonly topics: Topics;
}

const OPTIONS = 'KafkaModuleOptions';
const WIRING = 'KafkaWiring';

/** Publishes what is appended, and brings to this process's consumers what all publish. */
@Injectable()
export class KafkaService implements OnApplicationBootstrap, BeforeApplicationShutdown {
  readonly transport: KafkaTransport;
  private readonly relay: Relay;
  private readonly deadLetters: DeadLetters;

  constructor(
    @Inject(WIRING) { client, topics }: Wiring,
    @Inject(OPTIONS) { settings, service }: KafkaModuleOptions,
    @Inject(EVENT_STORE) store: EventStore,
    dataSource: DataSource,
  ) {
    const { prefix } = settings;
    this.deadLetters = new DeadLetters(client, topics, service);
    const groupId = `${prefix}trueque.${service}`;
    const { deadLetters } = this;
    this.transport = new KafkaTransport({ store, client, topics, groupId, deadLetters });
    const locks = new ShardLocks(connectionOf(dataSource), prefix);
    const published = new Published(dataSource, prefix);
    this.relay = new Relay({ store, client, topics, locks, published });
  }

  onApplicationBootstrap(): void {
    this.relay.start();
  }

  /** The consumers were drained before; what they appended is published by whoever relays next. */
  async beforeApplicationShutdown(): Promise<void> {
    await this.relay.stop();
    await this.deadLetters.close();
  }

  /** For readiness: throws where a partition is paused or the relay waits. */
  health(): Promise<KafkaTransportStatus & { readonly relay: RelayStatus }> {
    const status = { ...this.transport.status, relay: this.relay.status };
    const waits = [
      ...status.paused.map((name) => `${name} is paused`),
      ...(status.trouble === undefined ? [] : [status.trouble]),
      ...status.relay.errors,
    ];
    return waits.length === 0
      ? Promise.resolve(status)
      : Promise.reject(new Error(waits.join('; ')));
  }
}

/**
 * Kafka as the carrier of `MessagingModule`, and the relay. Starting makes and checks the topics,
 * and throws `BrokerUnavailable` or `TopicRefused`.
 */
@Module({})
export class KafkaModule {
  static forRoot(options: KafkaModuleOptions): DynamicModule {
    return {
      module: KafkaModule,
      global: true,
      providers: [
        { provide: OPTIONS, useValue: options },
        {
          provide: WIRING,
          useFactory: async (): Promise<Wiring> => {
            const client = new KafkaJsClient(options.settings);
            return { client, topics: await ensureTopics(client.admin, options.settings) };
          },
        },
        KafkaService,
        {
          provide: CARRIER,
          inject: [KafkaService],
          useFactory: ({ transport }: KafkaService) => transport,
        },
      ],
      exports: [KafkaService, CARRIER],
    };
  }
}
