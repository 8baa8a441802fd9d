import { parseCase } from '@trueque/case-files';
import { answerOf, clearCase, NotProven } from '@trueque/clearing/domain';
import { loadHighs } from '@trueque/highs';
import type { Solved, SolveTask } from './solved';

const highs = loadHighs();

/** The rules that the server runs, with the solver that it uses, in this browser. */
const solve = async (text: string): Promise<Solved> => {
  const parsed = parseCase(text);
  if ('problems' in parsed)
    return {
      status: 'unreadable',
      problems: parsed.problems.map(({ pointer, expected }) => ({ pointer, expected })),
    };
  const solver = await highs;
  const startedMs = performance.now();
  try {
    const clearing = clearCase(parsed.case, { engine: 'auto' }, solver);
    const totalMs = performance.now() - startedMs;
    const answer = answerOf(clearing, { buildMs: 0, solveMs: totalMs, totalMs });
    return { status: 'solved', answer, file: parsed.case };
  } catch (error) {
    if (!(error instanceof NotProven)) throw error;
    return { status: 'not-proven', detail: error.message };
  }
};

self.onmessage = ({ data: { id, text } }: MessageEvent<SolveTask>) => {
  void solve(text)
    .catch((error: unknown): Solved => ({ status: 'not-proven', detail: String(error) }))
    .then((solved) => self.postMessage({ id, solved }));
};
