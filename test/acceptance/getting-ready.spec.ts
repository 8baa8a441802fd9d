import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Checkout } from './checkout.js';

const ensure = 'node scripts/ensure.mjs';

const QUIET = { code: 0, stdout: '', stderr: '' };

describe('getting ready for the first time', () => {
  const checkout = new Checkout({ installed: true, built: false });
  afterAll(() => checkout.remove());

  it('builds all, once where two starts are at it, and is silent when all is there', async () => {
    const both = await Promise.all([checkout.run(ensure), checkout.run(ensure)]);
    expect(both.map(({ code }) => code)).toEqual([0, 0]);
    expect(both.filter(({ stderr }) => stderr.includes('built'))).toHaveLength(1);
    for (const part of ['libs/kernel/src/index.js', 'web/index.html.gz'])
      expect(existsSync(checkout.path('dist', part))).toBe(true);
    expect(await checkout.run(ensure)).toEqual(QUIET);
  });
});

describe('getting ready again', () => {
  let checkout: Checkout;
  beforeEach(() => (checkout = new Checkout({ installed: true, built: true })));
  afterEach(() => checkout.remove());

  it('notices what changed and what went away, and takes over what a killed start left', async () => {
    const source = checkout.path('libs', 'metrics', 'src');
    writeFileSync(join(source, 'registry.ts'), 'export const changed = 1;\n');
    rmSync(join(source, 'readings.ts'));
    const gone = '2147483646';
    writeFileSync(checkout.path('.build.lock'), gone);

    expect(await checkout.run(`${ensure} --quiet`)).toEqual(QUIET);

    expect(existsSync(checkout.path('.build.lock'))).toBe(false);

    const output = checkout.path('dist', 'libs', 'metrics', 'src');
    expect(readFileSync(`${output}/registry.js`, 'utf8')).toContain('changed');
    expect(existsSync(`${output}/readings.js`)).toBe(false);
  });

  it('names the file that does not compile', async () => {
    writeFileSync(checkout.path('libs', 'kernel', 'src', 'units.ts'), 'export const = 1;\n');
    const { code, stdout, stderr } = await checkout.run(ensure);
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
    expect(stderr).toContain('units.ts');
  });

  it('says which Node it needs', async () => {
    const manifest = readFileSync(checkout.path('package.json'), 'utf8');
    writeFileSync(checkout.path('package.json'), manifest.replace(/>=20[.\d]*/, '>=99.1'));
    const { code, stderr } = await checkout.run(ensure);
    expect(code).toBe(1);
    expect(stderr).toContain('needs Node 99.1 or newer');
  });
});

describe('getting ready without a network', () => {
  const checkout = new Checkout({ installed: false, built: false });
  afterAll(() => checkout.remove());

  it('says that the registry cannot be reached', async () => {
    const { code, stdout, stderr } = await checkout.run(ensure, {
      npm_config_registry: 'http://127.0.0.1:9/',
      npm_config_fetch_retries: '0',
      npm_config_cache: checkout.path('npm-cache'),
    });
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
    expect(stderr).toContain('the package registry cannot be reached');
  });
});
