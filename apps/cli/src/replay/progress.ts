import type { ReplayWatch } from '@trueque/replay';
import { Presets, SingleBar } from 'cli-progress';

/** How far a replay is: a bar with rate and time left on a terminal, a line now and then elsewhere. */
export interface ReplayProgress extends ReplayWatch {
  stop(): void;
}

const LINE_EVERY_MS = 5_000;

export const replayProgress = (): ReplayProgress => {
  const startedMs = performance.now();
  let [already, total, done, told] = [0, 0, 0, startedMs];
  const rate = () => (done - already) / Math.max(0.001, (performance.now() - startedMs) / 1000);
  const bar = process.stderr.isTTY ? newBar() : undefined;
  return {
    opened: (auctions) => {
      already = total = done = auctions;
      bar?.start(total, done, { rate: '0.0' });
    },
    found: () => {
      total += 1;
      bar?.setTotal(Math.max(total, done));
    },
    cleared: () => {
      done += 1;
      bar?.update(done, { rate: rate().toFixed(1) });
      if (bar !== undefined || performance.now() - told < LINE_EVERY_MS) return;
      told = performance.now();
      process.stderr.write(`replay: ${done} auctions, ${rate().toFixed(1)} a second\n`);
    },
    stop: () => bar?.stop(),
  };
};

const newBar = (): SingleBar =>
  new SingleBar(
    {
      stream: process.stderr,
      format: 'replay {bar} {value}/{total} auctions · {rate} a second · {eta_formatted} left',
      hideCursor: true,
      barsize: 30,
      etaBuffer: 50,
    },
    Presets.shades_classic,
  );
