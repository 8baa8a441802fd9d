import { freshDatabase } from '../../../test/support/index.js';
import { openClient } from './open-client.js';

describe('a connection of its own', () => {
  it('tells of its end and rejects what is asked then, and nothing else comes of it', async () => {
    const connectionString = await freshDatabase();
    const [client, other] = [
      await openClient({ connectionString }),
      await openClient({ connectionString }),
    ];
    const errors: Error[] = [];
    client.on('error', (error) => errors.push(error));
    const { rows } = await client.query<{ pid: number }>('select pg_backend_pid() as pid');
    const ended = new Promise((resolve) => client.once('end', resolve));
    await other.query('select pg_terminate_backend($1, 5000)', [rows[0]?.pid]);
    await ended;
    // Its last words and its end: whoever hears but one of them ends the process with the other.
    expect(errors).toHaveLength(2);
    await expect(client.query('select')).rejects.toThrow('not queryable');
    await other.end();
  });
});
