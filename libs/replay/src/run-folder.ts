import { createReadStream, existsSync } from 'node:fs';
import { appendFile, mkdir, readFile, truncate, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { AuctionSummary } from './auction-summary.js';
import type { Scenario } from './scenario.js';

/** What a run is a run of: the same manifest, the same run. */
export interface RunManifest {
  readonly format: 'trueque-run/1';
  readonly name: string;
  /** Market, or folder of case files. */
  readonly source: string;
  readonly from: string | null;
  readonly to: string | null;
  readonly scenario: Scenario | null;
}

/** A folder that holds a run of something else, or no run. */
export class NoSuchRun extends Error {
  override readonly name = 'NoSuchRun';
}

/**
 * The store of a replay: a folder of its own with `run.json` and one line an auction in
 * `auctions.ndjson`, in order. What is there stays there, so an interrupted run goes on.
 */
export class RunFolder {
  constructor(readonly path: string) {}

  /** Makes the run, or takes up one of the same manifest. Answers ids of auctions it has already. */
  async open(manifest: RunManifest): Promise<ReadonlySet<string>> {
    await mkdir(this.path, { recursive: true });
    const text = `${JSON.stringify(manifest, null, 2)}\n`;
    if (!existsSync(this.manifestFile)) await writeFile(this.manifestFile, text);
    else if ((await readFile(this.manifestFile, 'utf8')) !== text)
      throw new NoSuchRun(`${this.path} holds another run; choose another folder with --out`);
    await this.dropHalfLine();
    const done = new Set<string>();
    for await (const { auctionId } of this.auctions()) done.add(auctionId);
    return done;
  }

  async manifest(): Promise<RunManifest> {
    const text = await readFile(this.manifestFile, 'utf8').catch(() => undefined);
    if (text === undefined) throw new NoSuchRun(`${this.path} holds no run`);
    return JSON.parse(text) as RunManifest;
  }

  async add(summary: AuctionSummary): Promise<void> {
    await appendFile(this.auctionsFile, `${JSON.stringify(summary)}\n`);
  }

  async *auctions(): AsyncGenerator<AuctionSummary> {
    if (!existsSync(this.auctionsFile)) return;
    for await (const line of createInterface({ input: createReadStream(this.auctionsFile) }))
      yield JSON.parse(line) as AuctionSummary;
  }

  /** A run that was killed may have left half a line; it is cleared again. */
  private async dropHalfLine(): Promise<void> {
    if (!existsSync(this.auctionsFile)) return;
    let [whole, length] = [0, 0];
    for await (const piece of createReadStream(this.auctionsFile) as AsyncIterable<Buffer>) {
      const end = piece.lastIndexOf(10);
      if (end >= 0) whole = length + end + 1;
      length += piece.length;
    }
    if (whole < length) await truncate(this.auctionsFile, whole);
  }

  private get manifestFile(): string {
    return join(this.path, 'run.json');
  }

  private get auctionsFile(): string {
    return join(this.path, 'auctions.ndjson');
  }
}
