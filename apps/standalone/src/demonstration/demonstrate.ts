import { shippedFolder } from '../checkout.js';
import { readDemonstration } from './demonstration.js';
import { type ApiAccess, MarketApi } from './market-api.js';
import { type Output, progressOn } from './progress.js';
import { isSeeded, seed } from './seeding.js';

/**
 * Builds the demonstration market in an empty store, or goes on with one that was interrupted. A
 * store with other markets and without this one is somebody's own: it is left alone.
 */
export const demonstrate = async (access: ApiAccess, output: Output): Promise<void> => {
  const demonstration = readDemonstration(shippedFolder('demo'));
  const api = new MarketApi(access);
  const { items: markets } = await api.get<{ items: { marketId: string }[] }>('/markets');
  const isThere = markets.some(({ marketId }) => marketId === demonstration.market.marketId);
  if (!isThere && markets.length > 0) return;
  if (isThere && (await isSeeded(demonstration, api))) return;
  const progress = progressOn(output);
  try {
    await seed(demonstration, api, progress);
  } finally {
    progress.stop();
  }
};
