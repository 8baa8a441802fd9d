import 'reflect-metadata';
import { parseArgs } from 'node:util';
import { benchText } from '../../apps/cli/src/bench/bench.js';
import { thisMachine } from '../../apps/cli/src/bench/machine.js';
import { viewRows } from './views.js';
import { World } from './world.js';

const usage = `npm run bench:dashboard -- [--json]

A trueque of its own with the demonstration, and a browser that was never there: how long the first view takes, how much
comes before a chart, and how soon a price is shown once it is recorded. Exits with 1 where a row misses its target.
`;

const say = (progress: string): unknown => process.stderr.write(`${progress}\n`);

const main = async (): Promise<number> => {
  const { values } = parseArgs({
    options: { json: { type: 'boolean' }, help: { type: 'boolean' } },
  });
  if (values.help) return Number(!process.stdout.write(usage));
  const machine = thisMachine();
  const world = await World.begin();
  try {
    const rows = await viewRows(world, say);
    const text = values.json
      ? JSON.stringify({ bench: 'dashboard', machine, rows }, null, 2)
      : benchText(machine, rows);
    process.stdout.write(`${text}\n`);
    return rows.some(({ holds }) => holds === false) ? 1 : 0;
  } finally {
    await world.end();
  }
};

main().then(
  (code) => process.exit(code),
  (error: unknown) => {
    say(String(error));
    process.exit(3);
  },
);
