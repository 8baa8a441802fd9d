import { type EmbeddedPostgres, startEmbeddedPostgres } from '@trueque/postgres';
import { createServer, connect, type Server, type Socket } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';

const EXIT_POLL_MS = 20;

/**
 * A PostgreSQL that may be killed and started again: it comes back on another port, so whoever uses
 * it is led there from one that stays.
 */
export class DrillDatabase {
  private readonly lines = new Set<Socket>();

  private constructor(
    private readonly dataDir: string,
    private postgres: EmbeddedPostgres,
    private readonly gate: Server,
  ) {
    gate.on('connection', (socket) => this.lead(socket));
  }

  static async start(dataDir: string): Promise<DrillDatabase> {
    const postgres = await startEmbeddedPostgres({ dataDir, settings: { max_connections: '200' } });
    const gate = createServer();
    await new Promise<void>((listening) => gate.listen(0, '127.0.0.1', listening));
    return new DrillDatabase(dataDir, postgres, gate);
  }

  get url(): string {
    const url = new URL(this.postgres.url);
    const address = this.gate.address();
    url.port = String(typeof address === 'object' && address !== null ? address.port : 0);
    return url.href;
  }

  /** As a power failure would: no process of it is told. */
  async kill(): Promise<void> {
    const { pid } = this.postgres;
    process.kill(pid, 'SIGKILL');
    for (const line of this.lines) line.destroy();
    while (isAlive(pid)) await sleep(EXIT_POLL_MS);
  }

  async restart(): Promise<void> {
    await this.postgres.stop().catch(() => undefined);
    const { dataDir } = this;
    this.postgres = await startEmbeddedPostgres({ dataDir, settings: { max_connections: '200' } });
  }

  async stop(): Promise<void> {
    for (const line of this.lines) line.destroy();
    await new Promise((closed) => this.gate.close(closed));
    await this.postgres.stop();
  }

  private lead(socket: Socket): void {
    const onward = connect(Number(new URL(this.postgres.url).port), '127.0.0.1');
    for (const line of [socket, onward]) {
      this.lines.add(line);
      line.on('close', () => {
        this.lines.delete(line);
        socket.destroy();
        onward.destroy();
      });
      line.on('error', () => undefined);
    }
    socket.pipe(onward).pipe(socket);
  }
}

const isAlive = (pid: number): boolean => {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
};
