import 'reflect-metadata';
import { onStopRequested } from '@trueque/service';
import { readConfig, type StandaloneConfig } from './config.js';
import { demonstrate } from './demonstration/demonstrate.js';
import { startStandalone } from './standalone.js';
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
  if (config.demonstration)
    await demonstrate(standalone.url, process.stderr, stopping.signal).catch((error: unknown) => {
      if (!stopping.signal.aborted) say(`the demonstration stopped: ${stackOf(error)}`);
    });
  await asked;
  await standalone.stop();
};

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
