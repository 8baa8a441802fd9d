import { spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

export interface TestBroker {
  /** What `KAFKA_BROKERS` takes. */
  readonly brokers: string;
  /** Begins every topic and group of the calling suite, so that suites do not meet. */
  readonly prefix: string;
  readonly secure: SecureListeners;
}

/** Other ways to reach the same broker, as `KAFKA_BROKERS`, and the files they need. */
export interface SecureListeners {
  readonly tls: string;
  /** TLS, and the client shows a certificate. */
  readonly mutual: string;
  /** TLS, and the client says who it is: PLAIN or SCRAM. */
  readonly users: string;
  readonly user: { readonly name: string; readonly password: string };
  readonly files: {
    readonly ca: string;
    /** An authority that signed nothing here. */
    readonly stranger: string;
    readonly cert: string;
    readonly key: string;
  };
}

/**
 * The one real broker of this run, for the calling suite under a prefix of its own. The first call
 * starts it (about three seconds once Kafka is in the cache); it goes away with the run, whatever
 * ends the run.
 */
export const kafkaBroker = async (): Promise<TestBroker> => {
  const run = process.env['TRUEQUE_TEST_RUN'];
  if (run === undefined) throw new Error('There is no test run: start jest by its configuration.');
  const folder = `${run}-kafka`;
  const said = join(folder, 'said.json');
  if (isFirst(folder)) startBroker(folder);
  while (!existsSync(said)) await sleep(50);
  const { brokers, error, secure } = JSON.parse(readFileSync(said, 'utf8')) as Said;
  if (brokers === undefined || secure === undefined)
    throw new Error(`There is no broker for the tests: ${error}`);
  return { brokers, secure, prefix: `t${randomUUID().slice(0, 8)}.` };
};

interface Said {
  readonly brokers?: string;
  readonly secure?: SecureListeners;
  readonly error?: string;
}

/** Suites run in several processes: whoever makes this folder starts the broker. */
const isFirst = (folder: string): boolean => {
  try {
    mkdirSync(folder);
    return true;
  } catch {
    return false;
  }
};

const startBroker = (folder: string): void => {
  const keeper = [
    join(__dirname, 'kafka-keeper.cjs'),
    folder,
    process.env['TRUEQUE_TEST_PID'] ?? '',
  ];
  spawn(process.execPath, keeper, { detached: true, stdio: 'ignore' }).unref();
};
