import { Client, type ClientConfig } from 'pg';

/**
 * One connection, for work beside a pool. Where it breaks, the query at hand rejects, `end` is emitted,
 * and `error` once or twice: for the server's last words and for the end of the line. An `error` that
 * nobody hears would end the process, so it is heard here.
 */
export const openClient = async (config: ClientConfig): Promise<Client> => {
  const client = new Client(config).on('error', () => undefined);
  await client.connect();
  return client;
};
