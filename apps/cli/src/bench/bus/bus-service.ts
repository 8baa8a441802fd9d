import { Module, type Type } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { EVENT_STORE, type EventStore } from '@trueque/event-store';
import type { KafkaSettings } from '@trueque/kafka';
import type { Consumer } from '@trueque/messaging';
import { ServiceModule } from '@trueque/service';
import { DataSource } from 'typeorm';
import { BenchOffers1763990000000, StoredOffers } from './stored-offers.projection.js';

export interface Setting {
  readonly say: (progress: string) => void;
  readonly databaseUrl: string;
  readonly settings: KafkaSettings;
}

export interface BusService {
  readonly store: EventStore;
  readonly dataSource: DataSource;
  readonly offers: StoredOffers;
}

@Module({ providers: [StoredOffers], exports: [StoredOffers] })
class OffersModule {}

/** A service as it runs in production, with these consumers; without Kafka it only stores. */
export const withService = async <Answer>(
  { databaseUrl, settings }: Setting,
  { consumers = [], overKafka = true }: ServiceParts,
  use: (service: BusService) => Promise<Answer>,
): Promise<Answer> => {
  const migrations = [BenchOffers1763990000000];
  const service = { name: 'bench', portByDefault: 0, module: OffersModule, consumers, migrations };
  const config = { databaseUrl, ...(overKafka && { kafka: settings }) };
  const app = await NestFactory.createApplicationContext(ServiceModule.forRoot(service, config), {
    logger: false,
    abortOnError: false,
  });
  try {
    return await use({
      store: app.get<EventStore>(EVENT_STORE, { strict: false }),
      dataSource: app.get(DataSource, { strict: false }),
      offers: app.get(StoredOffers, { strict: false }),
    });
  } finally {
    await app.close();
  }
};

interface ServiceParts {
  readonly consumers?: readonly Type<Consumer>[];
  readonly overKafka?: boolean;
}
