/** Runs one of the apps from dist in this process: `node scripts/run.mjs standalone`; `--help` says what it goes by. */
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { root } from './sources.mjs';

const mainOf = (name) => join(root, 'dist', 'apps', name, 'src', 'main.js');

const help = (name) => {
  const own =
    name === 'standalone'
      ? ['TRUEQUE_DATA  folder of its PostgreSQL, .trueque', 'TRUEQUE_DEMO  off: no demonstration']
      : ['DATABASE_URL  its PostgreSQL', 'KAFKA_BROKERS  host:port, separated by commas'];
  const start = name === 'standalone' ? 'npm start' : `npm run start:${name}`;
  return [
    `${start}: runs ${name === 'standalone' ? 'everything in one process' : name} until it is stopped, by Ctrl-C or SIGTERM.`,
    'It goes by the environment:',
    ...['PORT  3000; 0 takes a free one', 'HOST  127.0.0.1: this machine only', ...own].map(
      (line) => `  ${line}`,
    ),
    'All of it is in docs/operations.md.\n',
    `Example:\n  PORT=3001 ${start}`,
  ].join('\n');
};

const [name = '', ...rest] = process.argv.slice(2);
const apps = readdirSync(join(root, 'apps')).filter((app) => existsSync(mainOf(app)));

if (rest.includes('--help') || rest.includes('-h')) console.log(help(name));
else if (apps.includes(name)) await import(pathToFileURL(mainOf(name)).href);
else {
  console.error(
    `trueque: there is no app "${name}"; there are ${apps.join(', ') || 'none: npm run build'}`,
  );
  process.exitCode = 2;
}
