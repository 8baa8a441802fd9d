import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** A folder that ships with the program, found upwards of this file: in a checkout and in dist. */
export const shippedFolder = (name: string, from: string = __dirname): string => {
  const folder = join(from, name);
  if (existsSync(folder)) return folder;
  const parent = dirname(from);
  if (parent === from) throw new Error(`the folder ${name} is missing`);
  return shippedFolder(name, parent);
};
