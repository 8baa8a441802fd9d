import type { Span } from '@trueque/event-store';
import { createHash } from 'node:crypto';
import {
  appendFileSync,
  existsSync,
  mkdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import type { AuditedSpan } from './verify-worker.js';

/** What tells one verification from another: another database, market or checkpoint begins anew. */
export interface VerificationId {
  readonly database: string;
  readonly market: string;
  readonly checkpoint: string;
}

/**
 * Spans that are done, a line each, so that a verification that was interrupted goes on where it was.
 * A last line that was cut off counts as not written.
 */
export class VerifyState {
  private readonly done: ReadonlyMap<string, AuditedSpan>;

  constructor(
    private readonly file: string,
    resume: boolean,
  ) {
    this.done = new Map(resume ? linesOf(file).map((span) => [keyOf(span), span]) : []);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, [...this.done.values()].map(lineOf).join(''));
  }

  /** Events of the spans that were done before the interruption. */
  get eventsBefore(): number {
    return [...this.done.values()].reduce((sum, { after, upTo }) => sum + upTo - after, 0);
  }

  /** What was found in a span before the interruption. */
  doneBefore(span: Span): AuditedSpan | undefined {
    return this.done.get(keyOf(span));
  }

  add(span: AuditedSpan): void {
    appendFileSync(this.file, lineOf(span));
  }

  /** The verification came to its end: the next one begins anew. */
  finish(): void {
    rmSync(this.file, { force: true });
  }
}

/** In the data folder. */
export const stateFileOf = (dataFolder: string, id: VerificationId): string => {
  const digest = createHash('sha256').update(JSON.stringify(id)).digest('hex');
  return resolve(join(dataFolder, 'verify', `${digest.slice(0, 16)}.ndjson`));
};

const keyOf = ({ after, partition, upTo }: Span): string => `${partition} ${after} ${upTo}`;

const lineOf = (span: AuditedSpan): string => `${JSON.stringify(span)}\n`;

const linesOf = (file: string): readonly AuditedSpan[] => {
  if (!existsSync(file)) return [];
  return readFileSync(file, 'utf8')
    .split('\n')
    .slice(0, -1)
    .map((line) => JSON.parse(line) as AuditedSpan);
};
