import { shippedFolder } from '../checkout.js';
import { readDemonstration } from './demonstration.js';
import { type ApiAccess, MarketApi } from './market-api.js';
import { type Output, progressOn } from './progress.js';
import { replayWeek, sentenceOf } from './replayed-week.js';
import { isSeeded, seed, type SeedingProgress } from './seeding.js';

/**
 * Builds the demonstration market in an empty store, or goes on with one that was interrupted; then
 * replays its week under other rules and says what these would have come to. A store with other
 * markets and without this one is somebody's own: it is left alone.
 */
export const demonstrate = async (access: ApiAccess, output: Output): Promise<void> => {
  const demonstration = readDemonstration(shippedFolder('demo'));
  const api = new MarketApi(access);
  const { items: markets } = await api.get<{ items: { marketId: string }[] }>('/markets');
  const isThere = markets.some(({ marketId }) => marketId === demonstration.market.marketId);
  if (!isThere && markets.length > 0) return;
  if (!isThere || !(await isSeeded(demonstration, api)))
    await withProgress(output, (progress) => seed(demonstration, api, progress));
  const comparison = await replayWeek(demonstration, api);
  output.write(`trueque: ${sentenceOf(comparison)}\n  ${access.baseUrl}${comparison.path}\n`);
};

const withProgress = async (
  output: Output,
  work: (progress: SeedingProgress) => Promise<void>,
): Promise<void> => {
  const progress = progressOn(output);
  try {
    await work(progress);
  } finally {
    progress.stop();
  }
};
