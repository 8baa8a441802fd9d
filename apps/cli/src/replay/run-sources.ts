import { parseCase } from '@trueque/case-files';
import {
  type AuctionSource,
  isWithin,
  marketSource,
  type Period,
  type ReplayAuction,
} from '@trueque/replay';
import { existsSync, readdirSync, statSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { readCase } from '../clear/case-input.js';
import { CommandFailure, EXIT } from '../exit.js';
import { withStore } from '../store/with-store.js';

/** Where the auctions of a replay come from. */
export interface SourceArguments extends Period {
  readonly market?: string;
  readonly cases?: string;
}

/** A market of the store, or a folder of case files (or one), which needs no store. */
export const withSource = async <Answer>(
  given: SourceArguments,
  use: (source: AuctionSource) => Promise<Answer>,
): Promise<Answer> => {
  for (const instant of [given.from, given.to])
    if (instant !== undefined && Number.isNaN(Date.parse(instant)))
      throw new CommandFailure(EXIT.usage, `${instant} is no date and no instant`);
  if (given.cases !== undefined) return use(caseSource(given.cases, given));
  const { market } = given;
  if (market === undefined) throw new CommandFailure(EXIT.usage, 'say --market or --cases');
  return withStore((store) => use(marketSource(store, market, given)));
};

const caseSource = (path: string, period: Period): AuctionSource => {
  if (!existsSync(path)) throw new CommandFailure(EXIT.usage, `there is no ${path}`);
  return {
    name: basename(path).replace(/\.json$/, ''),
    auctions: casesOf(path, period),
    recordedHash: () => undefined,
  };
};

async function* casesOf(path: string, period: Period): AsyncGenerator<ReplayAuction> {
  const paths = statSync(path).isDirectory()
    ? readdirSync(path)
        .filter((name) => name.endsWith('.json'))
        .sort()
        .map((name) => join(path, name))
    : [path];
  for (const one of paths) {
    const parsed = parseCase(await readFile(one, 'utf8'));
    const file = 'case' in parsed ? parsed.case : await readCase(one);
    if (isWithin(file.start, period)) yield { auctionId: basename(one, '.json'), file };
  }
}
