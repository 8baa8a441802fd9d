import { readdirSync, readFileSync, statSync } from 'node:fs';
import { basename, join, relative, resolve } from 'node:path';

export const root = resolve(__dirname, '../..');

const folders = ['.ci', 'apps', 'cases', 'demo', 'docs', 'libs', 'scripts', 'test'];

/** One file of the checkout, its path from the root with forward slashes. */
export interface TreeFile {
  readonly path: string;
  readonly text: string;
}

const isText = (path: string) => /\.(ts|tsx|mjs|cjs|js|json|md|html|css|sql|yml|yaml)$/.test(path);

const pathsUnder = (folder: string): string[] =>
  statSync(join(root, folder), { throwIfNoEntry: false }) === undefined
    ? []
    : readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
        .filter((entry) => entry.isFile())
        .map((entry) => relative(root, join(entry.parentPath, entry.name)));

const rootFiles = () =>
  readdirSync(root, { withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => entry.name);

const read = (path: string): TreeFile => ({ path, text: readFileSync(join(root, path), 'utf8') });

/** Every text file that the project keeps, not what is installed, built or stored. */
export const tree: readonly TreeFile[] = [...rootFiles(), ...folders.flatMap(pathsUnder)]
  .filter(isText)
  .map(read);

const isCode = (path: string) => /\.(ts|tsx|mjs|cjs|js)$/.test(path);
const isTest = (path: string) =>
  /\.spec\.ts$/.test(path) || path.startsWith('test/') || path.includes('/testing/');

export const code = tree.filter(({ path }) => isCode(path));
export const specs = code.filter(({ path }) => path.endsWith('.spec.ts'));
export const tests = code.filter(({ path }) => isTest(path));
export const product = code.filter(({ path }) => /^(apps|libs)\//.test(path) && !isTest(path));
/** What specs are about: not what is generated. */
export const specified = product.filter(({ path }) => !path.endsWith('/api/rows.ts'));
export const pages = tree.filter(({ path }) => path.endsWith('.md'));
export const find = (path: string): TreeFile | undefined => tree.find((file) => file.path === path);

export const exists = (path: string): boolean =>
  statSync(join(root, path), { throwIfNoEntry: false }) !== undefined;

export const libs: readonly string[] = readdirSync(join(root, 'libs'));

export const lineCount = ({ text }: TreeFile): number =>
  text.split('\n').filter((line) => line.trim() !== '').length;

export const median = (numbers: readonly number[]): number =>
  numbers.toSorted((one, other) => one - other)[Math.floor(numbers.length / 2)] ?? 0;

/** `path: what` of every file that a rule finds fault with; an empty list is what a test expects. */
export const faults = (
  files: readonly TreeFile[],
  rule: (file: TreeFile) => readonly string[],
): string[] => files.flatMap((file) => rule(file).map((fault) => `${file.path}: ${fault}`));

export const nameOf = ({ path }: TreeFile): string => basename(path);
