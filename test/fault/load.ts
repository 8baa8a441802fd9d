import { setTimeout as sleep } from 'node:timers/promises';
import { asOperator } from '../support/index.js';

/** What a peer was told: the offer is taken. */
export interface Accepted {
  readonly marketId: string;
  readonly auctionId: string;
  readonly offerId: string;
}

const PATIENCE_MS = 5_000;
const RETRY_MS = 200;
const GATE_OPEN_MS = 3_000;
/** Who can serve everybody speaks first, so that there is a result whoever is heard in time. */
const PEERS = ['grid', 'sun', 'wind', 'mill', 'bakery', 'school'] as const;

const market = (marketId: string) => ({
  ...{ marketId, name: marketId, currency: 'EUR', timeZone: 'Europe/Berlin', mtu: 'PT1H' },
  rules: { structure: 'hybrid', tradeCost: 'export', pricing: 'marginal', shortage: 'reject' },
});

const roleOf = (peer: (typeof PEERS)[number]) =>
  peer === 'grid' ? 'grid' : peer === 'sun' || peer === 'wind' ? 'producer' : 'consumer';

const offerOf = (peer: (typeof PEERS)[number], auction: number) => {
  if (peer === 'grid')
    return {
      generation: { max: 100, cost: 0.2 },
      exportCost: 0.01,
      bids: [{ power: 100, value: 0.03 }],
    };
  return roleOf(peer) === 'producer'
    ? { generation: { max: [10, 10, auction % 7], cost: 0.05 }, exportCost: 0.02 }
    : { load: (auction % 5) + 1 };
};

/** Markets that hold one auction after the other, whatever happens to the services. */
export class Load {
  readonly accepted: Accepted[] = [];
  /** Auctions whose gate is open or was. */
  readonly auctions: { readonly marketId: string; readonly auctionId: string }[] = [];
  private stopping = false;
  private running: Promise<unknown> = Promise.resolve();

  constructor(private readonly url: () => string) {}

  async open(marketIds: readonly string[]): Promise<void> {
    for (const marketId of marketIds) {
      const path = `/markets/${marketId}`;
      await this.say('POST', '/markets', market(marketId));
      for (const communityId of ['town', 'main-grid'])
        await this.say('POST', `${path}/communities`, { communityId });
      for (const peerId of PEERS)
        await this.say('POST', `${path}/peers`, {
          peerId,
          communityId: peerId === 'grid' ? 'main-grid' : 'town',
          role: roleOf(peerId),
        });
    }
  }

  begin(marketIds: readonly string[]): void {
    this.running = Promise.all(marketIds.map((marketId) => this.hold(marketId)));
  }

  /** Lets the auctions at hand come to their gates and begins no other. */
  async end(): Promise<void> {
    this.stopping = true;
    await this.running;
  }

  private async hold(marketId: string): Promise<void> {
    for (let auction = 0; !this.stopping; auction += 1) {
      const auctionId = `a${String(auction).padStart(5, '0')}`;
      const gateClosesAt = new Date(Date.now() + GATE_OPEN_MS).toISOString();
      const times = { start: '2030-06-01T10:00:00Z', end: '2030-06-01T13:00:00Z', gateClosesAt };
      const path = `/markets/${marketId}/auctions`;
      await this.say('POST', path, { auctionId, ...times });
      this.auctions.push({ marketId, auctionId });
      for (const peerId of PEERS) {
        const offerId = `${auctionId}-${peerId}`;
        const body = { offerId, peerId, offer: offerOf(peerId, auction) };
        const status = await this.say('POST', `${path}/${auctionId}/offers`, body);
        if (status < 300) this.accepted.push({ marketId, auctionId, offerId });
      }
      await sleep(Math.max(0, Date.parse(gateClosesAt) - Date.now()));
    }
  }

  /** Says it under one key until somebody answers yes or no. */
  private async say(method: string, path: string, body: object): Promise<number> {
    const key = `${path}#${JSON.stringify(body).slice(0, 120)}`;
    const headers = { 'content-type': 'application/json', 'idempotency-key': key, ...asOperator };
    for (;;) {
      const status = await fetch(`${this.url()}${path}`, {
        ...{ method, headers, body: JSON.stringify(body) },
        signal: AbortSignal.timeout(PATIENCE_MS),
      }).then(
        async (response) => {
          await response.arrayBuffer();
          // Still being decided, though we gave up waiting: the answer comes later.
          return response.headers.has('retry-after') ? 503 : response.status;
        },
        () => 503,
      );
      if (status === 400 || status === 404 || status === 422)
        throw new Error(`${method} ${path} was answered with ${status}`);
      if (status < 500) return status;
      await sleep(RETRY_MS);
    }
  }
}
