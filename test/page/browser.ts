import { existsSync } from 'node:fs';
import { type Browser, chromium } from 'playwright-core';

const PLACES = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
];

/** No sandbox, since tests also run as root; nothing that looks for a network at start. */
const FLAGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/** On a machine that does other things too. */
const START_MS_MAX = 180_000;

const browserPath = (): string => {
  const path = [process.env['CHROMIUM'] ?? '', ...PLACES].find((place) => existsSync(place));
  if (path !== undefined) return path;
  throw new Error(
    'No Chromium or Chrome is here to try the page in. Install one (on Debian: ' +
      '"apt-get install -y chromium"), or name one in the environment: CHROMIUM=/path/to/chromium.',
  );
};

/** The browser of this machine, without a window. */
export const openBrowser = (): Promise<Browser> =>
  chromium.launch({ executablePath: browserPath(), args: FLAGS, timeout: START_MS_MAX });
