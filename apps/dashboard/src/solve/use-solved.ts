import { useEffect, useState } from 'react';
import type { Solved, SolveTask } from './solved';

/** Asks a worker of its own, so that the page goes on while it solves. */
class Solver {
  private readonly worker = new Worker(new URL('./solve.worker.ts', import.meta.url), {
    type: 'module',
  });
  private readonly waiting = new Map<number, (solved: Solved) => void>();
  private last = 0;

  constructor() {
    this.worker.onmessage = ({ data }: MessageEvent<{ id: number; solved: Solved }>) => {
      this.waiting.get(data.id)?.(data.solved);
      this.waiting.delete(data.id);
    };
    this.worker.onerror = ({ message }) => {
      for (const answer of this.waiting.values()) answer({ status: 'not-proven', detail: message });
      this.waiting.clear();
    };
  }

  solve(text: string): Promise<Solved> {
    const task: SolveTask = { id: (this.last += 1), text };
    return new Promise((resolve) => {
      this.waiting.set(task.id, resolve);
      this.worker.postMessage(task);
    });
  }
}

let solver: Solver | undefined;
const theSolver = (): Solver => (solver ??= new Solver());

const PAUSE_MS = 200;

/** An answer, and to what. */
interface SolvedText {
  readonly text: string;
  readonly solved: Solved;
}

/** The answer to a case file; undefined until it is there. */
export const useSolved = (text: string | undefined): Solved | undefined => {
  const last = useLastSolved(text);
  return last?.text === text ? last?.solved : undefined;
};

/** The same of a file that is being changed: the answer before stays until the next is there. */
export const useSolvedAsChanged = (text: string | undefined): Solved | undefined =>
  useLastSolved(text)?.solved;

/** Solves a moment after the last change. */
const useLastSolved = (text: string | undefined): SolvedText | undefined => {
  const [last, setLast] = useState<SolvedText>();
  useEffect(() => {
    if (text === undefined) return undefined;
    let isWanted = true;
    const timer = window.setTimeout(
      () =>
        void theSolver()
          .solve(text)
          .then((solved) => isWanted && setLast({ text, solved })),
      PAUSE_MS,
    );
    return () => {
      isWanted = false;
      window.clearTimeout(timer);
    };
  }, [text]);
  return last;
};
