import 'reflect-metadata';
import { type ApiKeys, TENANT_BY_DEFAULT } from '@trueque/identity';
import { onStopRequested } from '@trueque/service';
import { readConfig, type StandaloneConfig } from './config.js';
import { demonstrate } from './demonstration/demonstrate.js';
import { type Standalone, startStandalone } from './standalone.js';
import { startFailureOf } from './start-failure.js';

const INTERRUPTED = 130;

const say = (line: string): unknown => process.stderr.write(`trueque: ${line}\n`);

const failed = (error: unknown, config: StandaloneConfig | undefined): void => {
  const failure = startFailureOf(error, config?.port ?? 0);
  if (failure === undefined) process.stderr.write(`${stackOf(error)}\n`);
  else say(failure.sentence);
  process.exit(failure?.exitCode ?? 1);
};

const stackOf = (error: unknown): string =>
  error instanceof Error ? (error.stack ?? error.message) : String(error);

/** Starts, says where it is, builds the demonstration, and runs until it is asked to stop. */
const run = async (config: StandaloneConfig): Promise<void> => {
  const stopping = new AbortController();
  const asked = new Promise<void>((resolve) =>
    stopping.signal.addEventListener('abort', () => resolve()),
  );
  onStopRequested({ stop: () => stopping.abort(), force: () => process.exit(INTERRUPTED) });
  const standalone = await startStandalone(config);
  process.stdout.write(`trueque is ready on ${standalone.url}\n`);
  await tellFirstKey(standalone.keys);
  if (config.demonstration)
    await seedDemonstration(standalone, stopping.signal).catch((error: unknown) => {
      if (!stopping.signal.aborted) say(`the demonstration stopped: ${stackOf(error)}`);
    });
  await asked;
  await standalone.stop();
};

/** Whoever starts it first is its operator. The key is kept as a digest: nobody can tell it again. */
const tellFirstKey = async (keys: ApiKeys): Promise<void> => {
  const key = await keys.issueFirst();
  if (key === undefined) return;
  process.stdout.write(`Your operator key, told this once: ${key}\n`);
};

/** Comes in by the front door, with a key of its own for as long as it takes. */
const seedDemonstration = ({ keys, url }: Standalone, signal: AbortSignal): Promise<void> =>
  keys.lend(
    { tenant: TENANT_BY_DEFAULT, name: 'demonstration', grants: ['operator'], createdBy: 'start' },
    (key) => demonstrate({ baseUrl: url, key, signal }, process.stderr),
  );

const main = async (): Promise<void> => {
  let config: StandaloneConfig | undefined;
  try {
    config = readConfig(process.env);
    await run(config);
    process.exit(0);
  } catch (error) {
    failed(error, config);
  }
};

void main();
