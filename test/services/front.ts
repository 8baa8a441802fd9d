import { createServer, request, type IncomingMessage, type ServerResponse } from 'node:http';

export interface Front {
  readonly url: string;
  close(): Promise<void>;
}

/** One address for services that answer different questions, as a proxy in front of them would be. */
export const openFront = async (
  urlFor: (asked: { readonly method: string; readonly path: string }) => string,
): Promise<Front> => {
  const pass = (from: IncomingMessage, to: ServerResponse): void => {
    const { method = 'GET', url: path = '/', headers } = from;
    const onward = request(
      new URL(path, urlFor({ method, path })),
      { method, headers },
      (answer) => {
        to.writeHead(answer.statusCode ?? 502, answer.headers);
        answer.pipe(to);
      },
    );
    onward.on('error', () => to.writableEnded || to.writeHead(502).end());
    to.on('close', () => onward.destroy());
    from.pipe(onward);
  };
  const server = createServer(pass);
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  return {
    url: `http://127.0.0.1:${port}`,
    close: () =>
      new Promise((closed) => {
        server.close(() => closed());
        server.closeAllConnections();
      }),
  };
};
