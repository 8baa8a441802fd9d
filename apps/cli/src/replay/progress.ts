import { Presets, SingleBar } from 'cli-progress';

/** How far a replay is: a bar with rate and time left on a terminal, a line now and then elsewhere. */
export interface Progress {
  /** One more auction is known of. */
  found(): void;
  /** One more auction is cleared. */
  step(): void;
  stop(): void;
}

const LINE_EVERY_MS = 5_000;

export const progressOf = (label: string, already: number): Progress => {
  const startedMs = performance.now();
  let [total, done, told] = [already, already, startedMs];
  const rate = () => (done - already) / Math.max(0.001, (performance.now() - startedMs) / 1000);
  const bar = process.stderr.isTTY ? barOf(label) : undefined;
  bar?.start(total, done, { rate: '0.0' });
  return {
    found: () => {
      total += 1;
      bar?.setTotal(Math.max(total, done));
    },
    step: () => {
      done += 1;
      bar?.update(done, { rate: rate().toFixed(1) });
      if (bar !== undefined || performance.now() - told < LINE_EVERY_MS) return;
      told = performance.now();
      process.stderr.write(`${label}: ${done} auctions, ${rate().toFixed(1)} a second\n`);
    },
    stop: () => bar?.stop(),
  };
};

const barOf = (label: string): SingleBar =>
  new SingleBar(
    {
      stream: process.stderr,
      format: `${label} {bar} {value}/{total} auctions · {rate} a second · {eta_formatted} left`,
      hideCursor: true,
      barsize: 30,
      etaBuffer: 50,
    },
    Presets.shades_classic,
  );
