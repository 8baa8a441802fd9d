import { Presets, SingleBar } from 'cli-progress';
import type { SeedingProgress } from './seeding.js';

/** A bar on a terminal, plain lines elsewhere: one for each part of the demonstration. */
export const progressOn = (stream: Output): SeedingProgress & { stop(): void } =>
  stream.isTTY === true ? barOn(stream) : linesOn(stream);

/** A stream that may be a terminal. */
export type Output = NodeJS.WritableStream & { readonly isTTY?: boolean };

const barOn = (stream: Output) => {
  const format = 'demonstration week {bar} {percentage}% · {label}';
  const bar = new SingleBar(
    { stream, format, hideCursor: true, barsize: 30 },
    Presets.shades_classic,
  );
  let started = false;
  return {
    at: (done: number, count: number, label: string) => {
      if (!started) bar.start(count, done, { label });
      started = true;
      bar.update(done, { label });
    },
    stop: () => bar.stop(),
  };
};

const linesOn = (stream: Output) => {
  let part: string | undefined;
  return {
    at: (done: number, count: number, label: string) => {
      const [now = label] = label.split(' ');
      if (now !== part) stream.write(`demonstration week: ${done} of ${count}: ${now}\n`);
      part = now;
    },
    stop: () => undefined,
  };
};
