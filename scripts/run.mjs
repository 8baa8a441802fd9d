/** Runs one of the apps from dist in this process: `node scripts/run.mjs standalone`. */
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { root } from './sources.mjs';

const mainOf = (name) => join(root, 'dist', 'apps', name, 'src', 'main.js');

const [name = ''] = process.argv.slice(2);
const apps = readdirSync(join(root, 'apps')).filter((app) => existsSync(mainOf(app)));

if (apps.includes(name)) await import(pathToFileURL(mainOf(name)).href);
else {
  console.error(
    `trueque: there is no app "${name}"; there are ${apps.join(', ') || 'none: npm run build'}`,
  );
  process.exitCode = 2;
}
