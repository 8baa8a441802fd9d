import { readFileSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';
import { eventCatalogue } from '@trueque/contracts';
import {
  code,
  exists,
  faults,
  find,
  libs,
  lineCount,
  median,
  nameOf,
  pages,
  product,
  root,
  specified,
  specs,
  tests,
  tree,
  type TreeFile,
} from './tree.js';

/** What a file is for, told by its name; plain nouns are data and functions. Closed: a new role is a decision. */
const roles = [
  'clock',
  'consumer',
  'contract',
  'controller',
  'decider',
  'guard',
  'migration',
  'module',
  'port',
  'process',
  'projection',
  'relay',
  'row',
  'solver',
  'transport',
  'worker',
];

const emptyWords = /(^|[-./])(utils?|helpers?|common|managers?|base|impl)([-./]|$)/;

/** Bounds that may be tightened and never loosened. */
const readmeLinesMax = 150;
const medianLinesMax = 60;

const matches = (text: string, pattern: RegExp) => [...text.matchAll(pattern)].map(([all]) => all);

const repeated = (words: readonly string[]) =>
  words.filter((word, index) => words.indexOf(word) !== index);

const withoutCode = (text: string) => text.replace(/```[\s\S]*?```/g, '').replace(/`[^`\n]*`/g, '');

const others = (files: readonly TreeFile[]) =>
  files.filter(({ path }) => !path.startsWith('test/tidy/'));

describe('a file', () => {
  it('is named in kebab-case, with a role from the closed list or none', () => {
    const name = new RegExp(
      `^[a-z0-9]+(-[a-z0-9]+)*(\\.(${roles.join('|')}))?((\\.int)?\\.spec|\\.d)?\\.tsx?$`,
    );
    const wrong = code.filter((file) => /\.tsx?$/.test(file.path) && !name.test(nameOf(file)));
    expect(wrong.map(({ path }) => path)).toEqual([]);
  });

  it('has a name that says what it holds', () =>
    expect(code.filter(({ path }) => emptyWords.test(path)).map(({ path }) => path)).toEqual([]));

  it('leaves nothing for later and switches nothing off', () => {
    const put = /\b(TODO|FIXME|HACK)\b|eslint-disable|@ts-(ignore|nocheck|expect-error)/g;
    expect(faults(others(code), ({ text }) => matches(text, put))).toEqual([]);
  });

  it('names no machine and no registry', () => {
    const machine =
      /(?<![\w.])\/(home|root|Users|work)\/[\w.-]+|registry\.npmjs|"resolved": "http|npmmirror/g;
    expect(faults(others(tree), ({ text }) => matches(text, machine))).toEqual([]);
  });

  it(`has at most ${medianLinesMax} lines at the median`, () =>
    expect(median(product.map(lineCount))).toBeLessThanOrEqual(medianLinesMax));
});

describe('a lib', () => {
  it('has the same name for the compiler and for the build', () => {
    const read = (path: string) => JSON.parse(readFileSync(join(root, path), 'utf8'));
    expect(read('.swcrc').jsc.paths).toEqual(read('tsconfig.json').compilerOptions.paths);
  });

  it('has one front door', () =>
    expect(libs.filter((lib) => !exists(`libs/${lib}/src/index.ts`))).toEqual([]));
});

/** A ratchet: the aim is 1, and the figure may only be raised. */
const TEST_LINES_PER_LINE = 0.42;

describe('a spec', () => {
  it('skips nothing and singles nothing out', () => {
    const skipped =
      /\b(it|test|describe)\.(skip|only|todo|failing)\b|\b(xit|xdescribe|fit|fdescribe)\(/g;
    expect(faults(others(specs), ({ text }) => matches(text, skipped))).toEqual([]);
  });

  it('never says the same sentence twice', () => {
    const sentences = ({ text }: TreeFile) =>
      [...text.matchAll(/\b(?:it|test)(?:\.each\([^)]*\))?\(\s*(['"`])(.+?)\1/g)].map(
        (it) => it[2] ?? '',
      );
    expect(faults(specs, (file) => repeated(sentences(file)))).toEqual([]);
  });

  it('is one of ever more lines for a line of what it is about', () => {
    const total = (files: readonly TreeFile[]) =>
      files.reduce((sum, file) => sum + lineCount(file), 0);
    expect(total(tests) / total(specified)).toBeGreaterThanOrEqual(TEST_LINES_PER_LINE);
  });
});

describe('a package', () => {
  const manifest = JSON.parse(find('package.json')?.text ?? '{}') as {
    scripts: Record<string, string>;
    dependencies: Record<string, string>;
    devDependencies: Record<string, string>;
  };

  it('is pinned exactly', () => {
    const loose = Object.entries({ ...manifest.dependencies, ...manifest.devDependencies }).filter(
      ([, version]) => /^[\^~><*]/.test(version),
    );
    expect(loose).toEqual([]);
  });

  it('has every script that a page tells people to run', () => {
    const told = ({ text }: TreeFile) =>
      [...text.matchAll(/npm run (?:-s )?([\w:-]+)/g)].map((run) => run[1] ?? '');
    const missing = faults(pages, (page) => told(page).filter((it) => !(it in manifest.scripts)));
    expect(missing).toEqual([]);
  });
});

describe('a page', () => {
  it('has exactly one title', () => {
    const titles = ({ text }: TreeFile) => matches(withoutCode(text), /^# .+$/gm).length;
    expect(pages.filter((page) => titles(page) !== 1).map(({ path }) => path)).toEqual([]);
  });

  it('has no two headings of the same name, which a link could not tell apart', () => {
    const headings = ({ text }: TreeFile) => matches(withoutCode(text), /^## .+$/gm);
    expect(faults(pages, (page) => repeated(headings(page)))).toEqual([]);
  });

  it('links to what exists', () => {
    const broken = ({ path, text }: TreeFile) =>
      [...withoutCode(text).matchAll(/\]\(([^)\s]+)\)/g)]
        .map((link) => link[1] ?? '')
        .filter((target) => !/^([a-z]+:|#)/.test(target))
        .filter((target) => !exists(join(dirname(path), target.split('#')[0] ?? '')));
    expect(faults(pages, broken)).toEqual([]);
  });

  it('can be found by following links from the README', () => {
    const linked = new Set(
      pages.flatMap(({ path, text }) =>
        [...text.matchAll(/\]\(([^)\s#]+)/g)].map((link) =>
          normalize(join(dirname(path), link[1] ?? '')),
        ),
      ),
    );
    const lost = pages
      .map(({ path }) => path)
      .filter((path) => path !== 'README.md' && !linked.has(path) && !linked.has(dirname(path)));
    expect(lost).toEqual([]);
  });

  it('shows where every lib is, where everyone starts', () => {
    const shown = find('README.md')?.text ?? '';
    expect(libs.filter((lib) => !new RegExp(`^  ${lib}/ `, 'm').test(shown))).toEqual([]);
  });

  it('is short where everyone starts', () =>
    expect(find('README.md')?.text.split('\n').length).toBeLessThanOrEqual(readmeLinesMax));
});

describe('a decision record', () => {
  const records = pages.filter(({ path }) => path.startsWith('docs/adr/'));

  it('says context, decision and consequences', () => {
    const missing = ({ text }: TreeFile) =>
      ['## Context', '## Decision', '## Consequences'].filter(
        (part) => !text.includes(`${part}\n`),
      );
    expect(faults(records, missing)).toEqual([]);
  });

  it('has a number of its own, without gaps', () =>
    expect(
      records.map((file) => Number(nameOf(file).slice(0, 4))).toSorted((a, b) => a - b),
    ).toEqual(records.map((_, index) => index + 1)));
});

describe('the flow', () => {
  it('tells of every event in the catalogue and of no other', () => {
    const told = [...(find('docs/flow.md')?.text ?? '').matchAll(/^\| `([A-Z]\w+)` +\|/gm)];
    expect(told.map((row) => row[1]).toSorted()).toEqual(Object.keys(eventCatalogue).toSorted());
  });
});
