import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { OPERATOR_KEY } from '../support/index.js';
import { answererOf, frontConfig } from './compose-front.js';
import { type Front, openFront } from './front.js';
import { type ServiceName, ServiceProcess, SERVICES } from './service-process.js';

export interface Surroundings {
  readonly databaseUrl: string;
  readonly brokers: string;
  readonly prefix: string;
  /** Services that have a second process. */
  readonly second?: readonly ServiceName[];
  /** What the services are told besides. */
  readonly env?: Readonly<Record<string, string>>;
}

const SAID_CHARACTERS = 4_000;
/** As the proxy of `docker-compose.yml` would ask them. */
const answerer = answererOf(frontConfig());

/** Intake, clearing, settlement and reporting as processes of their own, reached at one address. */
export class FourServices {
  private constructor(
    private readonly processes: ReadonlyMap<ServiceName, ServiceProcess>,
    private readonly front: Front,
    private readonly urls: Map<string, string>,
    private readonly others: readonly ServiceProcess[],
  ) {}

  static async start(surroundings: Surroundings): Promise<FourServices> {
    buildOnce();
    const env = {
      DATABASE_URL: surroundings.databaseUrl,
      KAFKA_BROKERS: surroundings.brokers,
      KAFKA_TOPIC_PREFIX: surroundings.prefix,
      KAFKA_PARTITIONS: '4',
      TRUEQUE_OPERATOR_KEY: OPERATOR_KEY,
      ...surroundings.env,
    };
    const processes = new Map(SERVICES.map((name) => [name, new ServiceProcess(name, env)]));
    const urls = new Map<string, string>();
    const front = await openFront((asked) => urls.get(answerer(asked)) ?? '');
    const others = (surroundings.second ?? []).map((name) => new ServiceProcess(name, env));
    const services = new FourServices(processes, front, urls, others);
    try {
      await Promise.all([
        ...SERVICES.map(async (name) => urls.set(name, await services.of(name).start())),
        ...others.map((other) => other.start()),
      ]);
    } catch (error) {
      await services.kill();
      throw error;
    }
    return services;
  }

  get url(): string {
    return this.front.url;
  }

  of(name: ServiceName): ServiceProcess {
    const found = this.processes.get(name);
    if (found === undefined) throw new Error(`there is no service ${name}`);
    return found;
  }

  /** Starts one again that has ended. */
  async restart(name: ServiceName): Promise<void> {
    this.urls.set(name, await this.of(name).start());
  }

  private get all(): readonly ServiceProcess[] {
    return [...this.processes.values(), ...this.others];
  }

  /** Ends all of them at once, whatever they are at. */
  async kill(): Promise<void> {
    await Promise.all(this.all.map((one) => one.end('SIGKILL')));
    await this.front.close();
  }

  /** Where one of them is reached itself. */
  urlOf(name: ServiceName): string {
    return this.urls.get(name) ?? '';
  }

  /** What each says of its health, and what it said last: for whoever asks why something stands still. */
  async statements(): Promise<string> {
    const statements = SERVICES.map(async (name) => {
      const said = this.of(name).output.slice(-SAID_CHARACTERS);
      return `${name}: ${await healthAt(this.urlOf(name))}\n${said}`;
    });
    return (await Promise.all(statements)).join('\n');
  }

  /** Drains them all; throws where one did not end in order. */
  async stop(): Promise<void> {
    const codes = await Promise.all(
      this.all.map(async (one) => [one.name, await one.end('SIGTERM')] as const),
    );
    await this.front.close();
    const wrong = codes.filter(([name, code]) => code !== 0 && this.urls.has(name));
    if (wrong.length > 0) throw new Error(`ended in disorder: ${JSON.stringify(wrong)}`);
  }
}

const healthAt = async (url: string): Promise<string> => {
  try {
    return await (
      await fetch(`${url}/health/ready`, { signal: AbortSignal.timeout(2_000) })
    ).text();
  } catch (error) {
    return String(error);
  }
};

/** What is started is what the sources say now. */
const buildOnce = (): void => {
  execFileSync(process.execPath, ['scripts/ensure.mjs', '--quiet'], {
    cwd: join(__dirname, '../..'),
    stdio: 'inherit',
  });
};
