import { existsSync, readFileSync } from 'node:fs';
import { join, normalize } from 'node:path';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import { Test } from '@nestjs/testing';
import { MetricsModule } from '@trueque/metrics';
import { ledgerReading } from '@trueque/reporting';
import { processReadings } from '@trueque/service';
import type { ConsumerRunner } from '@trueque/messaging';
import { InMemoryEventStore } from '@trueque/event-store';
import type { DataSource } from 'typeorm';
import { parse } from 'yaml';

const root = join(__dirname, '../..');
const text = (path: string) => readFileSync(join(root, path), 'utf8');

/** Where there is nothing to read, a reading still says its name. */
const nothing = { status: () => Promise.resolve([]) } as unknown as ConsumerRunner;
const noRows = { query: () => Promise.resolve([]) } as unknown as DataSource;

/** Names that `/metrics` tells, without the suffixes that histograms add. */
const toldNames = async (): Promise<ReadonlySet<string>> => {
  const readings = [...processReadings(new InMemoryEventStore(), nothing), ledgerReading(noRows)];
  const module = await Test.createTestingModule({
    imports: [MetricsModule.forRoot({ useFactory: () => readings })],
  }).compile();
  const app = module.createNestApplication<NestFastifyApplication>(new FastifyAdapter());
  await app.init();
  const { body } = await app.inject('/metrics');
  await app.close();
  return new Set([...body.matchAll(/^# TYPE (\w+)/gm)].map((type) => type[1] ?? ''));
};

const askedNames = (path: string): readonly string[] => [
  ...new Set(
    [...text(path).matchAll(/\btrueque_\w+/g)].map(([name]) =>
      name.replace(/_(bucket|count)$/, ''),
    ),
  ),
];

interface Alerts {
  readonly groups: readonly {
    readonly rules: readonly {
      readonly alert: string;
      readonly expr: string;
      readonly annotations: { readonly runbook: string };
    }[];
  }[];
}

const alerts = (parse(text('deploy/prometheus/alerts.yml')) as Alerts).groups.flatMap(
  ({ rules }) => rules,
);

describe('what watches over the services', () => {
  it.each(['deploy/prometheus/alerts.yml', 'deploy/grafana/dashboards/trueque.json'])(
    'asks in %s only for what /metrics tells',
    async (path) => {
      const told = await toldNames();
      expect(askedNames(path).length).toBeGreaterThan(3);
      expect(askedNames(path).filter((name) => !told.has(name))).toEqual([]);
    },
  );

  it('has a runbook for every alert', () => {
    const runbook = text('docs/operations.md');
    expect(
      alerts.map(({ alert }) => alert).filter((name) => !runbook.includes(`\`${name}\``)),
    ).toEqual([]);
    expect(new Set(alerts.map(({ annotations }) => annotations.runbook))).toEqual(
      new Set(['docs/operations.md#alerts']),
    );
    expect(runbook).toMatch(/^#+ Alerts$/m);
  });

  it('mounts only what is in the repository', () => {
    const { services } = parse(text('deploy/observability.yml')) as {
      services: Record<string, { volumes: readonly string[] }>;
    };
    const mounted = Object.values(services)
      .flatMap(({ volumes }) => volumes)
      .filter((volume) => volume.startsWith('./'))
      .map((volume) => normalize(volume.split(':')[0] ?? ''));
    expect(mounted).toHaveLength(3);
    expect(mounted.filter((path) => !existsSync(join(root, path)))).toEqual([]);
  });
});
