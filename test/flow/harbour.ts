import type { Answer, HttpClient } from './http-client.js';

/**
 * A market small enough to clear by hand. In the first two hours the sun serves the mill along the
 * contract, 6 kWh at 0.05 + 0.005; in the third the main grid does, at 0.20 + 0.01. So the
 * objective is 2 · 6 · 0.055 + 6 · 0.21 = 1.92.
 */
export const market = {
  marketId: 'harbour',
  name: 'Harbour',
  currency: 'EUR',
  timeZone: 'Europe/Berlin',
  mtu: 'PT1H',
  rules: { structure: 'hybrid', tradeCost: 'export', pricing: 'marginal', shortage: 'reject' },
};

export const peers = [
  { peerId: 'sun', communityId: 'north', role: 'producer' },
  { peerId: 'mill', communityId: 'south', role: 'consumer' },
  { peerId: 'grid', communityId: 'main-grid', role: 'grid' },
];

export const contract = {
  contractId: 'north-for-south',
  from: 'north',
  to: 'south',
  exportCost: 0.005,
  validFrom: '2026-01-01T00:00:00Z',
};

export const auction = {
  auctionId: '2026-06-01T10',
  start: '2026-06-01T10:00:00Z',
  end: '2026-06-01T13:00:00Z',
  gateClosesAt: '2100-01-01T00:00:00Z',
};

export const offers = [
  {
    offerId: 'sun',
    peerId: 'sun',
    offer: { generation: { max: [10, 10, 0], cost: 0.05 }, exportCost: 0.02 },
  },
  { offerId: 'mill', peerId: 'mill', offer: { load: 6 } },
  {
    offerId: 'grid',
    peerId: 'grid',
    offer: {
      generation: { max: 100, cost: 0.2 },
      exportCost: 0.01,
      bids: [{ power: 100, value: 0.03 }],
    },
  },
];

/** The mill draws 1 kWh more than it bought in the second hour; the others keep to what was cleared. */
export const readings = [
  { peerId: 'sun', importWh: [0, 0, 0], exportWh: [6000, 6000, 0], quality: 'measured' },
  { peerId: 'mill', importWh: [6000, 7000, 6000], exportWh: [0, 0, 0], quality: 'measured' },
];

export const auctionPath = `/markets/${market.marketId}/auctions/${auction.auctionId}`;

/** Opens the market with all its members and schedules the auction; answers every answer. */
export const openHarbour = async (http: HttpClient): Promise<readonly Answer[]> => {
  const answers = [await http.post('/markets', market)];
  const path = `/markets/${market.marketId}`;
  for (const communityId of ['north', 'south', 'main-grid'])
    answers.push(await http.post(`${path}/communities`, { communityId }));
  for (const peer of peers) answers.push(await http.post(`${path}/peers`, peer));
  answers.push(await http.post(`${path}/contracts`, contract));
  answers.push(await http.post(`${path}/auctions`, auction));
  return answers;
};
