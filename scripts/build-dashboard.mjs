/** Bundles apps/dashboard into dist/web, with compressed twins of its files, so that none is made on the way. */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';
import { filesUnder, root } from './sources.mjs';

const folder = join('dist', 'web');
const compressible = /\.(html|js|css|svg|json|wasm)$/;
const brotli = { params: { [constants.BROTLI_PARAM_QUALITY]: 9 } };

const compress = (path) => {
  const content = readFileSync(join(root, path));
  writeFileSync(join(root, `${path}.br`), brotliCompressSync(content, brotli));
  writeFileSync(join(root, `${path}.gz`), gzipSync(content));
};

/** The files that it made. */
export const buildDashboard = async () => {
  // What people open is the same bundle, whoever asked for it: under a test, too.
  process.env.NODE_ENV = 'production';
  const { build } = await import('vite');
  await build({
    configFile: join(root, 'apps', 'dashboard', 'vite.config.mjs'),
    logLevel: 'error',
  });
  filesUnder(folder)
    .filter((path) => compressible.test(path))
    .forEach(compress);
  return filesUnder(folder);
};
