import { randomInt } from 'node:crypto';
import { createServer } from 'node:net';

/** Below those that a system hands out by itself: nobody is given it while a server is away. */
const [LEAST, GREATEST] = [20_000, 32_000];

/** A free port that a server may leave and come back to. */
export const lastingPort = async (): Promise<number> => {
  const port = randomInt(LEAST, GREATEST);
  return (await isFree(port)) ? port : lastingPort();
};

const isFree = (port: number): Promise<boolean> =>
  new Promise((resolve) => {
    const server = createServer();
    server.once('error', () => resolve(false));
    server.listen(port, '127.0.0.1', () => server.close(() => resolve(true)));
  });
