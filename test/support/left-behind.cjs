/** What the suites of a run that was killed have left in its folder. */
const { readdirSync, rmSync } = require('node:fs');
const { dirname } = require('node:path');

/** Takes it away, once no keeper has anything there any more. Where the run ends by itself, it does so. */
const takeLeftBehind = (kept) => {
  const folder = dirname(kept);
  if (readdirSync(folder).some((name) => name === 'run' || name === 'run-kafka')) return;
  rmSync(folder, { recursive: true, force: true, maxRetries: 10 });
};

module.exports = { takeLeftBehind };
