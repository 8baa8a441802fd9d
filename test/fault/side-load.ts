import { setTimeout as sleep } from 'node:timers/promises';
import { asOperator } from '../support/index.js';
import type { Load } from './load.js';

const PAUSE_MS = 50;
const PATIENCE_MS = 5_000;
/** Behind the newest: their gates have closed, so meters may speak of them. */
const AUCTIONS_BEHIND = 3;
const METERED = { importWh: [900, 900, 900], exportWh: [0, 0, 0], quality: 'measured' };

/** What goes on beside offers: people look, meters report. An answer that does not come is asked for again. */
export class SideLoad {
  /** Requests that were answered. */
  answered = 0;
  private stopping = false;
  private running: Promise<unknown> = Promise.resolve();

  constructor(
    private readonly url: () => string,
    private readonly load: Load,
  ) {}

  begin(): void {
    this.running = Promise.all([this.goOn(() => this.look()), this.goOn(() => this.meter())]);
  }

  async end(): Promise<void> {
    this.stopping = true;
    await this.running;
  }

  private async goOn(step: () => Promise<void>): Promise<void> {
    while (!this.stopping) {
      await step();
      await sleep(PAUSE_MS);
    }
  }

  private async look(): Promise<void> {
    const { auctionId, marketId } = this.load.auctions.at(-AUCTIONS_BEHIND) ?? {};
    if (marketId === undefined) return;
    const market = `/markets/${marketId}`;
    for (const path of [`${market}/overview`, `${market}/auctions/${auctionId}/trades`, '/markets'])
      await this.ask(path);
  }

  private async meter(): Promise<void> {
    const { auctionId, marketId } = this.load.auctions.at(-AUCTIONS_BEHIND) ?? {};
    if (marketId === undefined) return;
    const readings = [{ peerId: 'mill', ...METERED }];
    await this.ask(`/markets/${marketId}/auctions/${auctionId}/readings`, { readings });
  }

  private async ask(path: string, body?: object): Promise<void> {
    const answer = await fetch(`${this.url()}${path}`, {
      method: body === undefined ? 'GET' : 'POST',
      headers: { 'content-type': 'application/json', ...asOperator },
      ...(body && { body: JSON.stringify(body) }),
      signal: AbortSignal.timeout(PATIENCE_MS),
    }).catch(() => undefined);
    await answer?.arrayBuffer().catch(() => undefined);
    if (answer !== undefined && answer.status < 500) this.answered += 1;
  }
}
