import { createReadStream, existsSync } from 'node:fs';
import { appendFile, mkdir, readFile, rm, truncate, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { AuctionSummary } from './auction-summary.js';
import type { Scenario } from '../rules/scenario.js';

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

/** What a run came to when it was through. */
export interface RunResult {
  readonly auctions: number;
  readonly failed: number;
  /** Without changed rules: hashes that agree with the recorded ones, and those that do not. */
  readonly same: number;
  readonly different: readonly string[];
  /** SHA-256 over the result hashes of all auctions in order: the same run, the same digest. */
  readonly runHash: string;
}

/** A folder that holds a run of something else, or no run. */
export class NoSuchRun extends Error {
  override readonly name = 'NoSuchRun';
}

/**
 * The store of a replay: a folder of its own with `run.json`, one line an auction in
 * `auctions.ndjson`, in order, and at the end `result.json`. What is there stays there, so an
 * interrupted run goes on.
 */
export class RunFolder {
  constructor(readonly path: string) {}

  /** Makes the run where it is not there. Throws `NoSuchRun` where the folder holds another. */
  async make(manifest: RunManifest): Promise<void> {
    const text = await readFile(this.manifestFile, 'utf8').catch(() => undefined);
    if (text === textOf(manifest)) return;
    if (text !== undefined)
      throw new NoSuchRun(`${this.path} holds another run; choose another name or folder`);
    await mkdir(this.path, { recursive: true });
    await writeFile(this.manifestFile, textOf(manifest));
  }

  /** Makes the run, or takes up one of the same manifest. Answers ids of auctions it has already. */
  async open(manifest: RunManifest): Promise<ReadonlySet<string>> {
    await this.make(manifest);
    await rm(this.resultFile, { force: true });
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

  /** What it came to; undefined while it is on its way, or where it was interrupted. */
  async result(): Promise<RunResult | undefined> {
    const text = await readFile(this.resultFile, 'utf8').catch(() => undefined);
    return text === undefined ? undefined : (JSON.parse(text) as RunResult);
  }

  async finish(result: RunResult): Promise<void> {
    await writeFile(this.resultFile, textOf(result));
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

  private get resultFile(): string {
    return join(this.path, 'result.json');
  }

  private get auctionsFile(): string {
    return join(this.path, 'auctions.ndjson');
  }
}

const textOf = (document: object): string => `${JSON.stringify(document, null, 2)}\n`;
