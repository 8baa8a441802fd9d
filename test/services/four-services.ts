import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { OPERATOR_KEY } from '../support/index.js';
import { type Front, openFront } from './front.js';
import { type ServiceName, ServiceProcess, SERVICES } from './service-process.js';

export interface Surroundings {
  readonly databaseUrl: string;
  readonly brokers: string;
  readonly prefix: string;
  /** What the services are told besides. */
  readonly env?: Readonly<Record<string, string>>;
}

const MONEY = /^\/markets\/[^/]+\/(rule-packs|meter-days|settlement-runs|bills|disputes|credit)\b/;

/** Money is settlement's; else what reads goes to reporting, what writes to intake. */
const answerer = ({ method, path }: { readonly method: string; readonly path: string }) => {
  if (MONEY.test(path)) return 'settlement';
  return method === 'GET' ? 'reporting' : 'intake';
};

/** Intake, clearing, settlement and reporting as processes of their own, reached at one address. */
export class FourServices {
  private constructor(
    private readonly processes: ReadonlyMap<ServiceName, ServiceProcess>,
    private readonly front: Front,
    private readonly urls: Map<ServiceName, string>,
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
    const urls = new Map<ServiceName, string>();
    const front = await openFront((asked) => urls.get(answerer(asked)) ?? '');
    const services = new FourServices(processes, front, urls);
    try {
      await Promise.all(
        SERVICES.map(async (name) => urls.set(name, await services.of(name).start())),
      );
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

  /** Ends all of them at once, whatever they are at. */
  async kill(): Promise<void> {
    await Promise.all([...this.processes.values()].map((one) => one.end('SIGKILL')));
    await this.front.close();
  }

  /** Where one of them is reached itself. */
  urlOf(name: ServiceName): string {
    return this.urls.get(name) ?? '';
  }

  /** Drains them all; throws where one did not end in order. */
  async stop(): Promise<void> {
    const codes = await Promise.all(
      [...this.processes.values()].map(
        async (one) => [one.name, await one.end('SIGTERM')] as const,
      ),
    );
    await this.front.close();
    const wrong = codes.filter(([name, code]) => code !== 0 && this.urls.has(name));
    if (wrong.length > 0) throw new Error(`ended in disorder: ${JSON.stringify(wrong)}`);
  }
}

/** What is started is what the sources say now. */
const buildOnce = (): void => {
  execFileSync(process.execPath, ['scripts/ensure.mjs', '--quiet'], {
    cwd: join(__dirname, '../..'),
    stdio: 'inherit',
  });
};
