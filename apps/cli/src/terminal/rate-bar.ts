import { Presets, SingleBar } from 'cli-progress';

/** Something long that counts: a bar with rate and time left on a terminal, a line now and then elsewhere. */
export interface RateBar {
  /** So many there are, and so many of them were done before. */
  open(total: number, already: number): void;
  /** There are more than was known. */
  of(total: number): void;
  at(done: number): void;
  stop(): void;
}

const LINE_EVERY_MS = 5_000;

/** `rateBar('verify', 'events')` */
export const rateBar = (name: string, unit: string): RateBar => {
  const bar = process.stderr.isTTY ? newBar(name, unit) : undefined;
  let [total, before, startedMs, toldMs] = [0, 0, 0, 0];
  const rateOf = (done: number): number =>
    (done - before) / Math.max(0.001, (performance.now() - startedMs) / 1000);
  return {
    open: (all, already) => {
      [total, before] = [all, already];
      startedMs = toldMs = performance.now();
      bar?.start(total, already, { rate: '0' });
      if (bar === undefined && total > already)
        process.stderr.write(`${name}: ${counted(total)} ${unit}\n`);
    },
    of: (all) => {
      total = all;
      bar?.setTotal(all);
    },
    at: (done) => {
      const rate = rateOf(done);
      bar?.update(done, { rate: counted(Math.round(rate)) });
      if (bar !== undefined || performance.now() - toldMs < LINE_EVERY_MS) return;
      toldMs = performance.now();
      const secondsLeft = Math.ceil((total - done) / Math.max(rate, 0.001));
      process.stderr.write(
        `${name}: ${counted(done)} of ${counted(total)} ${unit}, ${counted(Math.round(rate))} a second, ${counted(secondsLeft)} s left\n`,
      );
    },
    stop: () => bar?.stop(),
  };
};

const newBar = (name: string, unit: string): SingleBar =>
  new SingleBar(
    {
      stream: process.stderr,
      format: `${name} {bar} {value}/{total} ${unit} · {rate} a second · {eta_formatted} left`,
      hideCursor: true,
      barsize: 30,
      etaBuffer: 50,
    },
    Presets.shades_classic,
  );

const counted = (count: number): string => count.toLocaleString('en-US');
