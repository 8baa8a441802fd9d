import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { RunFolder } from './run-folder.js';

/** A folder of runs. */
export class RunShelf {
  constructor(private readonly path: string) {}

  /** In the order of their names. */
  async names(): Promise<readonly string[]> {
    const names = await readdir(this.path).catch((): string[] => []);
    return names.filter(isName).sort();
  }

  /** Undefined for what can be no name of a run, such as a path that leads out of the shelf. */
  run(name: string): RunFolder | undefined {
    return isName(name) ? new RunFolder(join(this.path, name)) : undefined;
  }
}

const isName = (name: string): boolean => /^[\w-][\w.-]{0,199}$/.test(name);
