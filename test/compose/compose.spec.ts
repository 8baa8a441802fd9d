import { validate } from 'dockerfile-utils';
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { answererOf, frontConfig } from '../services/compose-front.js';

interface ComposeService {
  readonly build?: string;
  readonly cap_drop?: readonly string[];
  readonly command?: readonly string[];
  readonly depends_on?: Readonly<Record<string, { readonly condition: string }>>;
  readonly environment?: Readonly<Record<string, string>>;
  readonly healthcheck?: { readonly test: readonly string[] };
  readonly image?: string;
  readonly ports?: readonly string[];
  readonly read_only?: boolean;
  readonly security_opt?: readonly string[];
  readonly tmpfs?: readonly string[];
  readonly user?: string;
  readonly volumes?: readonly string[];
}

interface Compose {
  readonly configs: Readonly<Record<string, { readonly content: string }>>;
  readonly services: Readonly<Record<string, ComposeService>>;
  readonly volumes: Readonly<Record<string, unknown>>;
}

const root = join(__dirname, '../..');
const read = (name: string) => readFileSync(join(root, name), 'utf8');
const compose = parse(read('docker-compose.yml'), { merge: true }) as Compose;
const services = Object.entries(compose.services);
const ours = ['intake', 'clearing', 'settlement', 'reporting'];
const kafkaVersion = /kafkaVersion = '([\d.]+)'/.exec(read('scripts/kafka/distribution.mjs'))?.[1];

describe('docker-compose.yml', () => {
  it('is what the schema of the compose specification allows', () => {
    const dclint = [join(root, 'node_modules/dclint/bin/dclint.cjs'), '--quiet'];
    const { status, stderr, stdout } = spawnSync(
      process.execPath,
      [...dclint, join(root, 'docker-compose.yml')],
      { encoding: 'utf8' },
    );
    expect({ status, said: `${stdout}${stderr}`.trim() }).toEqual({ status: 0, said: '' });
  });

  it('brings up Kafka, PostgreSQL, the four services and one address for them', () =>
    expect(services.map(([name]) => name).sort()).toEqual(
      ['kafka', 'postgres', 'front', ...ours].sort(),
    ));

  it('runs the Kafka that the tests run', () =>
    expect(compose.services['kafka']?.image).toBe(`apache/kafka:${kafkaVersion}`));

  it('asks every container whether it is well', () =>
    expect(services.filter(([, { healthcheck }]) => !healthcheck).map(([name]) => name)).toEqual(
      [],
    ));

  it('starts each service on a database and a broker that are well', () => {
    for (const name of ours) {
      const service = compose.services[name];
      expect(service?.command).toEqual(['node', 'scripts/run.mjs', name]);
      expect(service?.environment).toMatchObject({ KAFKA_BROKERS: 'kafka:9092', PORT: '3000' });
      expect(service?.environment?.['DATABASE_URL']).toContain('@postgres:5432/trueque');
      for (const needed of ['postgres', 'kafka'])
        expect(service?.depends_on?.[needed]).toEqual({ condition: 'service_healthy' });
    }
  });

  it('gives the master key to who keeps persons and to who signs webhooks alone', () => {
    const told = (name: string) => Object.keys(compose.services[name]?.environment ?? {});
    const knowing = ours.filter((name) => told(name).includes('TRUEQUE_MASTER_KEY'));
    expect(knowing).toEqual(['intake', 'reporting']);
  });

  it('waits for services that exist', () => {
    const waited = services.flatMap(([, { depends_on }]) => Object.keys(depends_on ?? {}));
    expect(waited.filter((name) => !(name in compose.services))).toEqual([]);
  });

  it('runs nothing of ours as root, nor with a root that can be written to', () => {
    for (const name of ours) {
      const service = compose.services[name];
      expect([name, service?.user, service?.read_only]).toEqual([name, 'node', true]);
      expect(service?.tmpfs).toEqual(['/tmp']);
      expect(service?.cap_drop).toEqual(['ALL']);
      expect(service?.security_opt).toEqual(['no-new-privileges:true']);
    }
    expect([...read('Dockerfile').matchAll(/^USER (.*)$/gm)].at(-1)?.[1]).toBe('node');
  });

  it('is built by a Dockerfile that keeps to the rules of its language', () => {
    const dockerfile = read('Dockerfile');
    expect(validate(dockerfile).map(({ message }) => message)).toEqual([]);
    const images = [...dockerfile.matchAll(/^FROM (\S+)/gm)].map(([, image]) => image);
    expect(images).toEqual(images.map(() => 'node:20-slim'));
    expect(dockerfile).not.toMatch(/^(ADD|MAINTAINER)\b|\bsudo\b|curl|apt-get/m);
  });

  it('writes only where a volume is', () => {
    const folder = /^ENV TRUEQUE_DATA=(\S+)$/m.exec(read('Dockerfile'))?.[1];
    expect(compose.services['reporting']?.volumes).toEqual([`reporting-data:${folder}`]);
  });

  it('keeps the data of Kafka, PostgreSQL and reporting in volumes that it declares', () => {
    const used = ['kafka', 'postgres', 'reporting'].flatMap(
      (name) => compose.services[name]?.volumes ?? [],
    );
    const names = used.map((volume) => volume.split(':')[0]);
    expect(names.sort()).toEqual(Object.keys(compose.volumes).sort());
  });

  it('deletes no event by age', () =>
    expect(compose.services['kafka']?.environment?.['KAFKA_LOG_RETENTION_HOURS']).toBe('-1'));

  it('opens one port, on this machine alone', () => {
    const open = services.flatMap(([, { ports }]) => ports ?? []);
    expect(open).toEqual(['127.0.0.1:${PORT:-3000}:8080']);
  });

  it('keeps what services tell of themselves off the public address', () =>
    expect(frontConfig()).toContain('location = /metrics { return 404; }'));

  it('spells variables of its own, and none of the environment', () =>
    expect(compose.configs['front']?.content.match(/(?<!\$)\$(?!\$)\w/g)).toBeNull());

  it.each([
    ['GET /markets/harbour/auctions?limit=2', 'reporting'],
    ['HEAD /markets/harbour', 'reporting'],
    ['POST /markets', 'intake'],
    ['POST /markets/harbour/auctions/day/offers', 'intake'],
    ['GET /markets/harbour/auctions/day/offers/day.sun', 'intake'],
    ['GET /markets/harbour/trading-rules', 'intake'],
    ['GET /markets/harbour/changes/1', 'intake'],
    ['GET /markets/harbour/persons/1', 'intake'],
    ['POST /markets/harbour/auctions/day/review', 'clearing'],
    ['GET /markets/harbour/bills/2026-01-01/2026-02-01', 'settlement'],
    ['POST /markets/harbour/webhooks', 'reporting'],
    ['POST /markets/harbour/market-notices', 'reporting'],
    ['POST /markets/harbour/verifications', 'reporting'],
  ])('leads %s to %s', (asked, service) => {
    const [method = '', path = ''] = asked.split(' ');
    expect(answererOf(frontConfig())({ method, path })).toBe(service);
  });

  it('copies into the image what is there', () => {
    const copied = [...read('Dockerfile').matchAll(/^COPY --from=build \/trueque\/(\S+)/gm)];
    const missing = copied
      .map(([, path = '']) => path)
      .filter((path) => path !== 'dist' && !existsSync(join(root, path)));
    expect(missing).toEqual([]);
  });
});
