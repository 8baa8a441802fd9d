/** For processes that tests start: `node -r .../register-typescript.cjs file.ts`. Compiles as jest does. */
const { transformFileSync } = require('@swc/core');
const { existsSync } = require('node:fs');
const Module = require('node:module');
const { dirname, resolve } = require('node:path');

const root = resolve(__dirname, '..', '..');
const resolveFilename = Module._resolveFilename;

/** `@trueque/kernel` and `@trueque/kernel/testing` are folders of libs. */
const libraryFile = (name) => {
  const [, library, part = ''] = name.split('/');
  return resolve(root, 'libs', library, 'src', part, 'index.ts');
};

const typeScriptFile = (name, from) => {
  if (name.startsWith('@trueque/')) return libraryFile(name);
  if (!name.startsWith('.') || from === undefined) return name;
  const file = resolve(dirname(from), name).replace(/\.js$/, '.ts');
  return existsSync(file) ? file : name;
};

Module._resolveFilename = function (name, parent, ...rest) {
  return resolveFilename.call(this, typeScriptFile(name, parent?.filename), parent, ...rest);
};

Module._extensions['.ts'] = (module, file) => {
  const { code } = transformFileSync(file, { configFile: resolve(root, '.swcrc'), cwd: root });
  module._compile(code, file);
};
