/** One Ctrl-C may arrive twice: from the terminal, and passed on by npm. */
const SAME_PRESS_MS = 500;

/** How often a process that npm started looks whether npm is still there. */
const PARENT_POLL_MS = 500;

export interface StopHandlers {
  /** Asked once, by the first signal or when the parent is gone. */
  readonly stop: () => void;
  /** A second signal: the person does not want to wait. */
  readonly force: () => void;
}

/**
 * Calls back on SIGINT, SIGTERM and, when npm started us, once npm is gone: a signal to npm ends
 * npm and its shell, but never reaches us. Returns how to listen no longer.
 */
export const onStopRequested = ({ stop, force }: StopHandlers): (() => void) => {
  let askedAtMs: number | undefined;
  const onSignal = () => {
    if (askedAtMs === undefined) {
      askedAtMs = performance.now();
      stop();
    } else if (performance.now() - askedAtMs > SAME_PRESS_MS) force();
  };
  process.on('SIGINT', onSignal);
  process.on('SIGTERM', onSignal);
  const watch = watchParent(() => askedAtMs ?? onSignal());
  return () => {
    process.off('SIGINT', onSignal);
    process.off('SIGTERM', onSignal);
    clearInterval(watch);
  };
};

const watchParent = (gone: () => unknown): NodeJS.Timeout | undefined => {
  if (process.env['npm_lifecycle_event'] === undefined) return undefined;
  const parent = process.ppid;
  return setInterval(() => process.ppid === parent || gone(), PARENT_POLL_MS).unref();
};
