import { type AddressInfo, createServer, type Server } from 'node:net';
import { Checkout } from './checkout.js';

describe('npm start', () => {
  const checkout = new Checkout({ installed: true, built: true });
  let taken: Server;

  beforeAll(async () => {
    taken = createServer();
    await new Promise<void>((listening) => taken.listen(0, '127.0.0.1', listening));
  });
  afterAll(async () => {
    await new Promise((closed) => taken.close(closed));
    checkout.remove();
  });

  const start = (env: Readonly<Record<string, string>>) =>
    checkout.run('npm start', { TRUEQUE_DEMO: 'off', ...env });

  it('says with --help what it goes by, and starts nothing', async () => {
    const { code, stdout } = await checkout.run('npm start -- --help', { PORT: 'eighty' });
    expect(code).toBe(0);
    expect(stdout).toMatch(/TRUEQUE_DATA[\s\S]*Example:\n {2}PORT=3001 npm start/);
  });

  it('says that the port is in use, and how to take another', async () => {
    const { port } = taken.address() as AddressInfo;
    const { code, stderr } = await start({ PORT: String(port) });
    expect(code).toBe(3);
    expect(stderr).toContain(`Port ${port} is in use`);
    expect(stderr).toContain('PORT=');
  });

  it('says which database cannot be reached, without its password', async () => {
    const { code, stdout, stderr } = await start({
      PORT: '0',
      DATABASE_URL: 'postgres://operator:secret@127.0.0.1:1/market',
    });
    expect(code).toBe(3);
    expect(stderr).toContain('127.0.0.1:1/market');
    expect(stdout + stderr).not.toContain('secret');
  });

  it('refuses a port that is none', async () => {
    const { code, stderr } = await start({ PORT: 'eighty' });
    expect(code).toBe(2);
    expect(stderr).toContain('PORT must be a number');
  });
});
