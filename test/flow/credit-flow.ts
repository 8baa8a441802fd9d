import { setTimeout as sleep } from 'node:timers/promises';
import type { AppUnderTest } from './app-under-test.js';
import { HttpClient } from './http-client.js';

const PATH = '/markets/quay';

const market = {
  ...{ marketId: 'quay', name: 'Quay', currency: 'EUR', timeZone: 'UTC', mtu: 'PT1H' },
  rules: { structure: 'hybrid', tradeCost: 'export', pricing: 'marginal', shortage: 'reject' },
};

const peers = [
  { peerId: 'roof', communityId: 'C', role: 'producer' },
  { peerId: 'crane', communityId: 'C', role: 'consumer' },
];

/** A kWh costs 0.10, so the crane's 10 kWh at worst 1.00. */
const sale = { peerId: 'roof', offer: { generation: { max: 20, cost: 0.1 } } };
const purchase = { peerId: 'crane', offer: { load: 10 } };

const inNanos = (currency: number): string => String(currency * 1e9);

/** What settlement says of credit reaches the gate, wherever both of them run. */
export const itHoldsPeersToTheirCredit = (start: () => Promise<AppUnderTest>): void => {
  let http: HttpClient;

  const say = async (what: string, body: object) => {
    const answer = await http.post(`${PATH}/credit/${what}`, { peerId: 'crane', ...body });
    expect([answer.status, answer.body]).toEqual([201, expect.anything()]);
  };
  const schedule = async (auctionId: string) => {
    const times = { start: '2026-06-01T10:00:00Z', end: '2026-06-01T11:00:00Z' };
    const order = { auctionId, ...times, gateClosesAt: '2100-01-01T00:00:00Z' };
    expect((await http.post(`${PATH}/auctions`, order)).status).toBe(201);
    expect((await offer(auctionId, sale)).status).toBe(201);
  };
  const offer = (auctionId: string, body: object) =>
    http.post(`${PATH}/auctions/${auctionId}/offers`, body);
  const withdraw = (auctionId: string) =>
    http.delete(`${PATH}/auctions/${auctionId}/offers/${auctionId}.crane`);
  const gate = async (auctionId: string) =>
    (await http.post(`${PATH}/auctions/${auctionId}/gate-closure`, {})).body;
  /** Settlement is heard a moment later: what was taken meanwhile is taken back. */
  const untilOffered = async (auctionId: string, code: string | undefined) => {
    for (let tries = 0; tries < 200; tries += 1) {
      const { body } = await offer(auctionId, purchase);
      if (body.code === code) return body;
      if (body.code === undefined) await withdraw(auctionId);
      await sleep(50);
    }
    throw new Error(`the crane's offer in ${auctionId} never came to be ${code ?? 'taken'}`);
  };
  const exposure = (nanos: string) =>
    http.until(`${PATH}/credit`, ({ body }) => body[0]?.exposureNanos === nanos);

  beforeAll(async () => {
    http = new HttpClient((await start()).url);
    await http.post('/markets', market);
    await http.post(`${PATH}/communities`, { communityId: 'C' });
    for (const peer of peers) await http.post(`${PATH}/peers`, peer);
  }, 120_000);

  it('refuses an offer that a peer could not pay, and takes it once it has paid', async () => {
    await say('limits', { limitNanos: inNanos(0.5) });
    await schedule('one');
    const refused = await untilOffered('one', 'credit-exceeded');
    expect(refused.detail).toContain('may come to 1.00, beside 0.00');
    await say('payments', { paymentId: 'bank-1', amountNanos: inNanos(1) });
    await untilOffered('one', undefined);
  });

  it('counts what is open in another auction', async () => {
    await schedule('two');
    const { body } = await offer('two', purchase);
    expect(body).toMatchObject({ code: 'credit-exceeded' });
  });

  it('reserves at the gate and captures when the auction is settled', async () => {
    expect(await gate('one')).toMatchObject({ offersCount: 2 });
    await exposure('0'); // −1.00 paid, and 10 kWh at 0.10
    expect(await untilOffered('two', 'credit-exceeded')).toBeDefined();
  });

  it('takes an offer out of the book at the gate where the peer was suspended since', async () => {
    await say('payments', { paymentId: 'bank-2', amountNanos: inNanos(5) });
    await untilOffered('two', undefined);
    await schedule('three');
    await say('suspensions', { suspended: true, reason: 'no answer' });
    await untilOffered('three', 'credit-suspended');
    expect(await gate('two')).toMatchObject({ offersCount: 1 });
  });
};
