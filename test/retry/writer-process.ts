import type { PostgresEventStore, RecordedEvent } from '@trueque/event-store';
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

export interface Writer {
  readonly process: ChildProcess;
  /** Causes that the store has acknowledged to it, with their positions. */
  readonly kept: Map<string, number>;
  readonly ended: Promise<unknown>;
}

export const startWriter = (
  url: string,
  name: string,
  writers: number,
  commands: number,
): Writer => {
  const register = join(__dirname, '..', 'support', 'register-typescript.cjs');
  const script = join(__dirname, 'writer.ts');
  const child = spawn(
    process.execPath,
    ['-r', register, script, url, name, String(writers), String(commands)],
    { stdio: ['ignore', 'pipe', 'inherit'] },
  );
  const kept = new Map<string, number>();
  const lines = createInterface({ input: child.stdout });
  lines.on('line', (line) => {
    const [word, position, cause] = line.split(' ');
    if (word === 'kept' && cause !== undefined) kept.set(cause, Number(position));
  });
  return { process: child, kept, ended: Promise.all([once(child, 'exit'), once(lines, 'close')]) };
};

export const everything = async (store: PostgresEventStore): Promise<RecordedEvent[]> => {
  const events: RecordedEvent[] = [];
  for (;;) {
    const page = await store.readPartition('harbour', events.length, 1000);
    events.push(...page);
    if (page.length < 1000) return events;
  }
};

/** Neither gap nor repetition, positions in order, revisions of each stream in order of positions. */
export const expectWhole = (events: readonly RecordedEvent[]): void => {
  expect(events.map(({ position }) => position)).toEqual(events.map((_, index) => index + 1));
  expect(new Set(events.map(({ causedBy }) => causedBy)).size).toBe(events.length);
  const revisions = new Map<string, number>();
  for (const { stream, revision } of events) {
    expect(revision).toBe((revisions.get(stream) ?? 0) + 1);
    revisions.set(stream, revision);
  }
};
