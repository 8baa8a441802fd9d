import type { LinearProgram, SolverOptions } from '@trueque/linear-program';
import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { z } from 'zod';

const answerSchema = z.object({ seconds: z.number(), status: z.string(), version: z.string() });

/** What native HiGHS made of a programme, or why there is none to ask. */
export type NativeAnswer = Readonly<z.infer<typeof answerSchema>> | { readonly missing: string };

const run = promisify(execFile);

/** The Python that has highspy, if another than the first on the path. */
const python = (): string => process.env['PYTHON'] ?? 'python3';

export const HOW_TO_GET_IT =
  'python3 -m venv .venv && .venv/bin/pip install highspy, then PYTHON=.venv/bin/python trueque bench clearing';

/** The same programme under the same options, by the native build that Python's highspy brings. */
export const solveNatively = async (
  programme: LinearProgram,
  options: SolverOptions,
): Promise<NativeAnswer> => {
  const folder = mkdtempSync(join(tmpdir(), 'trueque-highs-'));
  try {
    write(folder, programme);
    const script = join(__dirname, 'native-highs.py');
    const { stdout } = await run(python(), [script, folder, JSON.stringify(options)]);
    return answerSchema.parse(JSON.parse(stdout.trim().split('\n').at(-1) ?? ''));
  } catch (error) {
    return { missing: String(error) };
  } finally {
    rmSync(folder, { recursive: true });
  }
};

const ARRAYS = ['cost', 'lower', 'upper', 'rightHandSide', 'starts', 'rows', 'values'] as const;

const write = (folder: string, programme: LinearProgram): void => {
  const { columnsCount, rowsCount } = programme;
  writeFileSync(join(folder, 'size.json'), JSON.stringify({ columnsCount, rowsCount }));
  for (const name of ARRAYS) writeFileSync(join(folder, name), programme[name]);
};
