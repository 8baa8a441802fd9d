#!/usr/bin/env node
import { endQuietlyOnClosedPipe } from './terminal/closed-pipe.js';
import { run } from './run.js';

endQuietlyOnClosedPipe(process.stdout);
endQuietlyOnClosedPipe(process.stderr);
// Leaving by `exit`, so that a database of our own is stopped too.
process.once('SIGINT', () => process.exit(130));
process.once('SIGTERM', () => process.exit(143));

void run(process.argv).then((exitCode) => {
  process.exitCode = exitCode;
});
