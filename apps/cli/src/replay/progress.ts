import type { ReplayWatch } from '@trueque/replay';
import { rateBar } from '../terminal/rate-bar.js';

/** How far a replay is; it learns on its way how many auctions there are. */
export interface ReplayProgress extends ReplayWatch {
  stop(): void;
}

export const replayProgress = (): ReplayProgress => {
  const bar = rateBar('replay', 'auctions');
  let [total, done] = [0, 0];
  return {
    opened: (auctions) => {
      total = done = auctions;
      bar.open(total, done);
    },
    found: () => bar.of((total += 1)),
    cleared: () => bar.at((done += 1)),
    stop: () => bar.stop(),
  };
};
