import { freshDatabase, OPERATOR_KEY } from '../support/index.js';
import { startStandalone } from '../../apps/standalone/src/standalone.js';
import { dataFolder } from './spawned-standalone.js';

export interface AppUnderTest {
  /** Where it is reached; the only thing that the tests of the flow know about it. */
  readonly url: string;
  stop(): Promise<void>;
}

/** A running trueque with an empty store: the one at `TRUEQUE_BASE_URL`, else one of our own. */
export const appUnderTest = async (): Promise<AppUnderTest> => {
  const url = process.env['TRUEQUE_BASE_URL'];
  if (url !== undefined) return { url, stop: () => Promise.resolve() };
  const data = dataFolder();
  const app = await startStandalone({
    port: 0,
    host: '127.0.0.1',
    databaseUrl: await freshDatabase(),
    dataFolder: data.path,
    demonstration: false,
    logLevel: 'error',
    identity: { firstKey: OPERATOR_KEY },
  });
  return { url: app.url, stop: () => app.stop().finally(data.remove) };
};
