import { Client } from 'pg';

/** One connection as the user of the url, who owns what the application may only use. */
export type OwnerClient = Client;

/** For work beside the application: measuring, copying from files. Whoever opens it ends it. */
export const openOwnerClient = async (url: string): Promise<OwnerClient> => {
  const client = new Client({ connectionString: url });
  await client.connect();
  return client;
};
