import { auctionPath, offers, openHarbour } from '../../../../test/flow/harbour.js';
import { filledDatabase, OPERATOR_KEY } from '../../../../test/support/index.js';
import { HttpClient } from '../../../../test/flow/http-client.js';
import { dataFolder } from '../../../../test/flow/spawned-standalone.js';
import { startStandalone } from '../../../standalone/src/standalone.js';

/** A database, for the calling suite alone, with a small market: opened, offered, cleared and settled. */
export const settledHarbour = (): Promise<string> =>
  filledDatabase('settled-harbour', settleAnAuction);

const settleAnAuction = async (databaseUrl: string): Promise<void> => {
  const data = dataFolder();
  const trueque = await startStandalone({
    ...{ port: 0, host: '127.0.0.1', databaseUrl, dataFolder: data.path },
    ...{ demonstration: false, logLevel: 'error', identity: { firstKey: OPERATOR_KEY } },
  });
  try {
    const http = new HttpClient(trueque.url);
    await openHarbour(http);
    await http.post(`${auctionPath}/offers`, offers);
    await http.post(`${auctionPath}/gate-closure`, {});
    await http.until(auctionPath, ({ body }) => body.state === 'settled');
  } finally {
    await trueque.stop();
    data.remove();
  }
};

/** Rules by which its windows can be settled. */
export const pack = {
  ...{ packId: 'harbour', version: 1, currency: 'EUR', minorDigits: 2 },
  validFrom: '2026-01-01T00:00:00Z',
  ...{ key: { kind: 'dynamic' }, sharedPrice: { rule: 'mid-market' } },
  grid: { supplierId: 'grid', importPriceMicrosPerKwh: 300_000, feedInPriceMicrosPerKwh: 50_000 },
  ...{ charges: [], estimation: ['same-day-last-week', 'zero'] },
};
