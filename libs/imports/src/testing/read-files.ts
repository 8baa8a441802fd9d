import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { importFormat } from '../formats.js';
import type { ImportReport } from '../import-report.js';
import { ImportRun, type ImportRunOptions } from '../import-run.js';
import { sourceFiles } from '../input/source-file.js';
import type { MonthBlock } from '../month-blocks.js';
import type { Problem } from '../reading.js';

export const fixture = (path: string): string => join(__dirname, '../../fixtures', path);

export interface ReadResult {
  readonly report: ImportReport;
  readonly problems: readonly Problem[];
  readonly blocks: readonly MonthBlock[];
  /** Values of a series by start, `2026-03-01T00:00:00Z`. */
  of(series: string): Readonly<Record<string, number>>;
}

/** Reads files as an import does and keeps all of it, which an import never does. */
export const readFiles = async (
  format: string,
  paths: readonly string[],
  options: ImportRunOptions & { readonly encoding?: string } = {},
): Promise<ReadResult> => {
  const problems: Problem[] = [];
  const onProblem = (problem: Problem) => problems.push(problem);
  const run = new ImportRun(importFormat(format)!, { ...options, onProblem });
  const blocks: MonthBlock[] = [];
  const files = await sourceFiles(paths, options.encoding);
  for await (const full of run.read(files)) blocks.push(...full);
  run.finalChecks();
  return { report: run.report(), problems, blocks, of: (series) => valuesOf(blocks, series) };
};

const valuesOf = (blocks: readonly MonthBlock[], series: string) =>
  Object.fromEntries(
    blocks
      .filter((block) => block.series === series)
      .flatMap(({ startMs, minutes, values }) =>
        values.flatMap((value, index) =>
          value === null ? [] : [[label(startMs + index * minutes * 60_000), value] as const],
        ),
      ),
  );

const label = (ms: number): string => new Date(ms).toISOString().replace('.000Z', 'Z');

/** Writes a file that lives as long as the calling suite. */
export const writtenFiles = () => {
  const folder = mkdtempSync(join(tmpdir(), 'trueque-import-'));
  return {
    write: (name: string, content: string | Uint8Array): string => {
      const path = join(folder, name);
      writeFileSync(path, content);
      return path;
    },
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
};
