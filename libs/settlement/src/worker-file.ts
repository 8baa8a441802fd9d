import { join } from 'node:path';

/** Threads run what was built, also when this file itself is read as TypeScript (in tests). */
export const workerFile = (name: string): string =>
  __filename.endsWith('.ts')
    ? join(__dirname, `../../../dist/libs/settlement/src/${name}.js`)
    : join(__dirname, `${name}.js`);
