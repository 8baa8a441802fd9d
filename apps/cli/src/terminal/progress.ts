/** A stream that may be a terminal. */
export type Output = Pick<NodeJS.WriteStream, 'write' | 'isTTY'>;

export interface Progress {
  /** What it is at now. */
  at(step: string): void;
  /** Leaves nothing behind on a terminal. */
  end(): void;
}

const CLEAR_LINE = '\r\u001b[2K';

/** On a terminal one line that changes; elsewhere a line for each step, without its counting. */
export const progressOn = (stream: Output): Progress =>
  stream.isTTY
    ? {
        at: (step) => void stream.write(`${CLEAR_LINE}${step}`),
        end: () => void stream.write(CLEAR_LINE),
      }
    : linesOn(stream);

const linesOn = (stream: Output): Progress => {
  let before: string | undefined;
  return {
    at: (step) => {
      const kind = step.replaceAll(/[\d,]+/g, '');
      if (kind !== before) stream.write(`${step}\n`);
      before = kind;
    },
    end: () => undefined,
  };
};
