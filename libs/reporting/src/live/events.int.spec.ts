import { freshDatabase } from '../../../../test/support/index.js';
import { dayOf, MARKET } from '../testing/demonstration.js';
import { closed, offered, opening } from '../testing/market-events.js';
import { type ReadSide, startReadSide } from '../testing/read-side.js';
import { speak } from '../testing/recorded-market.js';

interface Message {
  readonly event: string;
  readonly id: string;
  readonly data: { readonly market: string; readonly position: number; readonly type: string };
}

const monday = dayOf('2016-08-08');

describe('Events', () => {
  let side: ReadSide;

  beforeAll(async () => {
    side = await startReadSide(await freshDatabase());
    await speak(side.store, MARKET, [opening(MARKET, 'Sierra Crest')]);
    await speak(side.store, 'harbour', [opening('harbour', 'Harbour')]);
    await side.runner.idle();
  });

  afterAll(() => side?.app.close());

  /** Opens the stream, lets something happen, and answers the first messages until `enough`. */
  const listen = async (
    query: string,
    headers: Readonly<Record<string, string>>,
    enough: (messages: readonly Message[]) => boolean,
    wanted = 'change',
  ): Promise<readonly Message[]> => {
    const stop = new AbortController();
    const response = await fetch(`${side.address}/events${query}`, {
      headers,
      signal: stop.signal,
    });
    expect(response.headers.get('content-type')).toContain('text/event-stream');
    const messages: Message[] = [];
    let text = '';
    for await (const chunk of response.body ?? []) {
      text += Buffer.from(chunk).toString();
      const blocks = text.split('\n\n');
      text = blocks.pop() ?? '';
      messages.push(...blocks.map(parse).filter(({ event }) => event === wanted));
      if (enough(messages)) break;
    }
    stop.abort();
    return messages;
  };

  const parse = (block: string): Message => {
    const fields = new Map(
      block.split('\n').map((line) => {
        const [name = '', ...value] = line.split(': ');
        return [name, value.join(': ')] as const;
      }),
    );
    return {
      event: fields.get('event') ?? '',
      id: fields.get('id') ?? '',
      data: JSON.parse(fields.get('data') || '{}') as Message['data'],
    };
  };

  it('are told from the beginning to whoever has seen nothing of a market', async () => {
    const messages = await listen(
      `?market=${MARKET}`,
      { 'last-event-id': `${MARKET}=0` },
      (got) => got.length >= 16,
    );
    expect(messages.map(({ data }) => data.position)).toEqual(
      messages.map((_, index) => index + 1),
    );
    expect(messages[0]?.data).toMatchObject({ market: MARKET, type: 'MarketOpened' });
  });

  it('begin with where the listener starts', async () => {
    const [start] = await listen(`?market=${MARKET}`, {}, (got) => got.length >= 1, 'alive');
    expect(start?.id).toBe(`${MARKET}=16`);
  });

  it('go on after the last one that was seen, in every market', async () => {
    const [last] = (
      await listen('', { 'last-event-id': `${MARKET}=15&harbour=14` }, (got) => got.length >= 3)
    ).slice(-1);
    expect(last?.id).toBe(`${MARKET}=16&harbour=16`);
    await speak(side.store, MARKET, offered(monday));
    const next = await listen('', { 'last-event-id': last?.id ?? '' }, (got) => got.length >= 11);
    expect(next[0]?.data).toMatchObject({
      market: MARKET,
      position: 17,
      type: 'AuctionScheduled',
      auction: '2016-08-08',
    });
  });

  it('can be read when they are told', async () => {
    const listening = listen(
      `?market=${MARKET}&after=${MARKET}%3D27`,
      {},
      (got) => got.length >= 1,
    );
    await speak(side.store, MARKET, [closed(monday)]);
    expect((await listening)[0]?.data.type).toBe('GateClosed');
    const auction = await fetch(`${side.address}/markets/${MARKET}/auctions/2016-08-08`);
    expect(await auction.json()).toMatchObject({ state: 'gate-closed' });
  });

  it('are told as the latest alone to whoever wants no other, with all that was seen', async () => {
    const [message, ...others] = await listen(
      `?market=${MARKET}&after=${MARKET}%3D0&latest=true`,
      {},
      (got) => got.length >= 1,
    );
    const head = (await side.store.heads()).find(({ partition }) => partition === MARKET);
    expect(others).toEqual([]);
    expect(message?.id).toBe(`${MARKET}=${head?.position}`);
    expect(message?.data.position).toBe(head?.position);
  });

  it('refuse an id that no message had, with what to do instead', async () => {
    const response = await fetch(`${side.address}/events`, {
      headers: { 'last-event-id': 'harbour=soon' },
    });
    expect([response.status, await response.json()]).toMatchObject([
      400,
      { code: 'bad-last-event-id' },
    ]);
  });
});
