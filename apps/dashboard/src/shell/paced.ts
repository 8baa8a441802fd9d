/** Work that takes long is done less often: a server that is asked much gets as much time to itself. */
const REST = 1;

/** Calls of which the first is worked on at once, and of many in between the last one after the pause. */
export const paced = <Args extends readonly unknown[]>(
  work: (...args: Args) => unknown,
  pauseMs: number,
) => {
  let isBusy = false;
  let isStopped = false;
  let waiting: Args | undefined;
  const run = async (args: Args): Promise<void> => {
    isBusy = true;
    const startedMs = Date.now();
    // What went wrong is shown where the answer is.
    await Promise.resolve(work(...args)).catch(() => undefined);
    await pause(
      Math.max(pauseMs, (Date.now() - startedMs) * (1 + REST)) - (Date.now() - startedMs),
    );
    isBusy = false;
    const next = waiting;
    waiting = undefined;
    if (next !== undefined && !isStopped) await run(next);
  };
  return {
    call: (...args: Args): void => {
      if (isBusy) waiting = args;
      else if (!isStopped) void run(args);
    },
    stop: (): void => {
      isStopped = true;
      waiting = undefined;
    },
  };
};

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));
