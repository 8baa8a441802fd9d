import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';

const script = join(__dirname, '../../scripts/kafka.mjs');

/** The brokers of a drill, handled by the command that everyone has. */
export class DrillCluster {
  private constructor(
    private readonly folder: string,
    readonly nodesCount: number,
    readonly brokers: string,
  ) {}

  static async start(folder: string, nodesCount: 1 | 3): Promise<DrillCluster> {
    const output = await run(folder, 'start', '--nodes', String(nodesCount), '--json');
    const { brokers } = JSON.parse(output) as { brokers: string };
    return new DrillCluster(folder, nodesCount, brokers);
  }

  kill = (node: number) => run(this.folder, 'kill', String(node));
  pause = (node: number) => run(this.folder, 'pause', String(node));
  resume = (node: number) => run(this.folder, 'resume', String(node));

  /** Brings back what was killed. */
  restart = () => run(this.folder, 'start');

  /** Ends whatever runs of it, in whatever state, and takes its data away. */
  static clear = (folder: string) => run(folder, 'stop', '--erase');
}

const run = async (folder: string, ...args: readonly string[]): Promise<string> => {
  const { stdout } = await promisify(execFile)(process.execPath, [
    script,
    ...args,
    '--folder',
    folder,
  ]);
  return stdout;
};
