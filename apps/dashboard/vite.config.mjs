import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vite';

const root = fileURLToPath(new URL('.', import.meta.url));
const libs = join(root, '../../libs');

/** Our libraries by their names, as the compiler and the build of the services know them. */
const alias = [
  // The rules hash with Node's crypto; a browser has none that answers at once.
  { find: 'node:crypto', replacement: join(root, 'src/solve/browser-crypto.ts') },
  ...['clearing/domain', 'contracts/words'].map((part) => ({
    find: `@trueque/${part}`,
    replacement: join(libs, part.replace('/', '/src/'), 'index.ts'),
  })),
  ...readdirSync(libs)
    .filter((lib) => existsSync(join(libs, lib, 'src/index.ts')))
    .map((lib) => ({ find: `@trueque/${lib}`, replacement: join(libs, lib, 'src/index.ts') })),
];

export default defineConfig({
  root,
  resolve: { alias },
  worker: { format: 'es' },
  build: {
    outDir: '../../dist/web',
    emptyOutDir: true,
    target: 'es2022',
    // The solver's WebAssembly and fonts are files of their own: nothing is inlined.
    assetsInlineLimit: 0,
    reportCompressedSize: false,
    chunkSizeWarningLimit: 1_500,
  },
  // While developing: pages from here, answers from a server that runs beside.
  server: { proxy: { '^/(markets|events|openapi.json|docs|health)': 'http://localhost:3000' } },
});
