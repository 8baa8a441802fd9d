import { dirname, join } from 'node:path/posix';

const IMPORT = /^import \{([^}]*)\} from '(\.[^']+)';\n/gm;
const EXPORT = /^export (const|function|class) (\w+)/gm;

/**
 * A page's modules as one script, since a page opened from a file may load nothing. Each module
 * keeps its own scope; imports name what they take, and no two modules import each other.
 */
export const inlineModules = (entry: string, read: (path: string) => string): string => {
  const texts = new Map<string, string>();
  const visit = (path: string): void => {
    if (texts.has(path)) return;
    const text = read(path);
    for (const [, , from] of text.matchAll(IMPORT)) visit(resolved(path, from));
    texts.set(path, inlined(path, text));
  };
  visit(entry);
  return `'use strict';\nconst modules = {};\n${[...texts.values()].join('\n')}`;
};

const resolved = (path: string, from = ''): string => join(dirname(path), from);

const inlined = (path: string, text: string): string => {
  const names = [...text.matchAll(EXPORT)].map(([, , name]) => name);
  const body = text
    .replace(IMPORT, (_, taken: string, from: string) => {
      const bound = taken.replace(/ as /g, ': ');
      return `const {${bound}} = modules[${JSON.stringify(resolved(path, from))}];\n`;
    })
    .replace(EXPORT, '$1 $2');
  return `modules[${JSON.stringify(path)}] = (() => {\n${body}return { ${names.join(', ')} };\n})();`;
};
