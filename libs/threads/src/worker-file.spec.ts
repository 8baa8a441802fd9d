import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { workerFile } from './worker-file.js';

describe("a worker's file", () => {
  it('is the built one where TypeScript asks', () => {
    const asking = join(__dirname, '../../clearing/src/clearing-pool.ts');
    const file = workerFile(asking, 'clearing-worker');
    expect(file).toMatch(/dist\/libs\/clearing\/src\/clearing-worker\.js$/);
    expect(existsSync(file)).toBe(true);
  });

  it('lies beside what was built and asks', () => {
    expect(workerFile('/app/dist/libs/a/src/pool.js', 'a-worker')).toBe(
      '/app/dist/libs/a/src/a-worker.js',
    );
  });
});
