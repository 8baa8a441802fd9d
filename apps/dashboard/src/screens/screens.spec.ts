import type { Exchange, PeerBill, PeerTotals, PriceCell, TradePair } from '@trueque/contracts';
import type { Palette } from '../charts/palette';
import { energyScale } from '../format/numbers';
import { revised } from './bill/revised';
import { costText, fallsOf, waterfallOption } from './bill/waterfall';
import { latestPriced } from './control-room/latest';
import { graphOption, sankeyOption } from './flows/flow-options';
import { meteredNetWh, meteredOption, peersOption } from './peers/peers-option';
import { peersWords } from './peers/words';
import { curveOption, mapOption } from './prices/price-options';

const palette = new Proxy(
  { surface: '#ffffff' },
  { get: (it, name) => Reflect.get(it, name) ?? `#${String(name)}` },
) as Palette;
type Draw = (
  params: object,
  api: object,
) => { children: readonly { type: string; style: { text?: string } }[] };
const seriesOf = (option: object) => (option as { series: Record<string, never>[] }).series;

describe('the latest price', () => {
  const at = (start: string, price: number | null = 1) => ({ start, priceMicrosPerKwh: price });
  const now = Date.parse('2026-06-01T12:30:00Z');

  it('is of the period that has begun', () =>
    expect(
      latestPriced(
        [at('2026-06-01T11:00:00Z'), at('2026-06-01T12:00:00Z'), at('2026-06-01T13:00:00Z')],
        now,
      )?.start,
    ).toBe('2026-06-01T12:00:00Z'));

  it('is the first to come where all is to come, and none without a price', () => {
    expect(latestPriced([at('2026-06-02T11:00:00Z')], now)?.start).toBe('2026-06-02T11:00:00Z');
    expect(latestPriced([at('2026-06-01T11:00:00Z', null)], now)).toBeUndefined();
  });
});

describe('peers', () => {
  const peer = (over: Partial<PeerTotals>): PeerTotals => ({
    ...{ peerId: 'P', communityId: 'C', role: 'prosumer', generationWh: 5000, importsWh: 3000 },
    ...{ exportsWh: 1000, chargeWh: 0, dischargeWh: 0, loadWh: 0, servedWh: 0 },
    ...{ meteredImportsWh: null, meteredExportsWh: null, totalNanos: null },
    ...over,
  });
  const view = { palette, scale: energyScale(5000), words: peersWords.en, decimal: String };

  it('have three bars as in the paper', () =>
    expect(seriesOf(peersOption({ ...view, peers: [peer({})] })).map(({ data }) => data)).toEqual([
      [5],
      [3],
      [1],
    ]));

  it('have no metered bar where the meter is silent', () => {
    expect(meteredNetWh(peer({}))).toBeNull();
    const told = peer({ meteredImportsWh: 2500, meteredExportsWh: 0 });
    expect(
      seriesOf(meteredOption({ ...view, peers: [peer({}), told] })).map(({ data }) => data),
    ).toEqual([
      [2, 2],
      [null, 2.5],
    ]);
  });
});

describe('flows', () => {
  const exchange = (fromKind: Exchange['fromKind'], from: string, to: string): Exchange => ({
    ...{ fromKind, from, toKind: 'community', to, energyWh: 1000 },
    ...{ buyersPayNanos: '0', sellersGetNanos: '0' },
  });

  it('go from sellers to buyers, so that nothing goes in a circle', () => {
    const [sankey] = seriesOf(
      sankeyOption({
        ...{ palette, energy: String },
        exchanges: [
          exchange('community', 'A', 'B'),
          exchange('community', 'B', 'A'),
          exchange('grid', 'G', 'A'),
        ],
        nameOf: (_, id, side) => `${id} ${side}`,
      }),
    );
    expect(sankey).toMatchObject({
      links: [
        { source: 'A sells', target: 'B buys' },
        { source: 'B sells', target: 'A buys' },
        { source: 'G sells', target: 'A buys' },
      ],
    });
  });

  it('draw the main grid as a square, the largest trader largest', () => {
    const pair = (sellerId: string, buyerId: string, energyWh: number): TradePair => ({
      ...{ sellerId, sellerCommunityId: 'C', buyerId, buyerCommunityId: 'C', energyWh },
      buyersPayNanos: '0',
    });
    const pairs = [pair('G', 'P1', 9000), pair('P1', 'P2', 1000)];
    const [graph] = seriesOf(
      graphOption({ pairs, palette, energy: String, gridIds: new Set(['G']) }),
    );
    const nodes = graph?.['data'] as unknown as { name: string; symbol: string; value: number }[];
    expect(nodes.map(({ name, symbol, value }) => [name, symbol, value])).toEqual([
      ['G', 'rect', 9000],
      ['P1', 'circle', 10000],
      ['P2', 'circle', 1000],
    ]);
  });
});

describe('prices', () => {
  it('have a cell for each community and time', () => {
    const cell = (communityId: string, hour: number): PriceCell => ({
      ...{ communityId, start: `2026-06-01T0${hour}:00:00Z`, priceMicrosPerKwh: hour * 100_000 },
    });
    const [heat] = seriesOf(
      mapOption({
        ...{ palette, priceUnit: '', price: String, labels: (starts) => starts },
        cells: [cell('A', 1), cell('A', 2), cell('B', 1)],
      }),
    );
    expect(heat?.['data']).toEqual([
      [0, 1, 0.1],
      [1, 1, 0.2],
      [0, 0, 0.1],
    ]);
  });

  it('have a second curve where they are compared', () => {
    const curve = { periods: 2, items: [{ share: 1, priceMicrosPerKwh: 200_000 }] };
    const view = {
      curve,
      palette,
      priceUnit: '',
      names: { price: 'p', compared: 'c', share: 's' },
    };
    expect(seriesOf(curveOption({ ...view, compared: undefined }))).toHaveLength(1);
    expect(seriesOf(curveOption({ ...view, compared: curve })).map(({ name }) => name)).toEqual([
      'p',
      'c',
    ]);
  });
});

describe('a bill', () => {
  const bill: PeerBill = {
    ...{ peerId: 'P', communityId: 'C', currency: 'EUR', auctions: 1, lines: [] },
    ...{ gridOnlyNanos: '-5000000000', totalNanos: '-3500000000' },
    steps: [
      { code: 'own-community', energyWh: 4000, amountNanos: '2000000000' },
      { code: 'deviations', energyWh: 500, amountNanos: '-500000000' },
    ],
    runs: [],
  };

  it('falls from the grid alone to the total, without a gap', () => {
    expect(fallsOf(bill).map(({ code, from, to }) => [code, from, to])).toEqual([
      ['grid-only', 0, 5],
      ['own-community', 5, 3],
      ['deviations', 3, 3.5],
      ['total', 0, 3.5],
    ]);
    expect(fallsOf({ ...bill, gridOnlyNanos: null })).toEqual([]);
  });

  it('shows what is saved in one colour and what is added in another', () => {
    const [falls] = seriesOf(
      waterfallOption({
        falls: fallsOf(bill),
        palette,
        currency: 'EUR',
        nameOf: String,
        money: String,
      }),
    );
    const bars = falls?.['data'] as unknown as { itemStyle: { color: string } }[];
    expect(bars.map(({ itemStyle }) => itemStyle.color)).toEqual([
      '#grid',
      '#community',
      '#network',
      '#ink',
    ]);
  });

  it('says amounts as cost: what a step adds has a plus, what it saves a minus', () => {
    const said = fallsOf(bill).map((fall) => costText(fall, String));
    expect(said).toEqual(['5000000000', '-2000000000', '+500000000', '3500000000']);
  });

  it('draws the amount of a bar where it has room, and leads to the next one', () => {
    const drawn = (slot: number, dataIndex: number) => {
      const view = {
        falls: fallsOf(bill),
        palette,
        currency: 'EUR',
        nameOf: String,
        money: String,
      };
      const draw = seriesOf(waterfallOption(view))[0]?.['renderItem'] as unknown as Draw;
      const { children } = draw(
        { dataIndex },
        {
          ...{ value: () => 1, size: () => [slot, 0], style: () => ({}) },
          coord: ([x, y]: readonly [number, number]) => [x * slot, y],
        },
      );
      return children.map(({ type, style }) => (type === 'text' ? style.text : type));
    };
    expect(drawn(80, 1)).toEqual(['rect', '-2000000000', 'line']);
    expect(drawn(40, 1)).toEqual(['rect', '', 'line']);
    expect(drawn(80, 3)).toEqual(['rect', '3500000000']);
  });

  it('tells of each revision what it changed, auction by auction', () => {
    const run = (auctionId: string, runId: string, totalNanos: string) => ({
      ...{ auctionId, runId, totalNanos, start: '', kind: 'cleared', completedAt: '' },
    });
    const runs = [run('a', '1', '-100'), run('b', '2', '-7'), run('a', '3', '-130')];
    expect(revised(runs).map(({ changeNanos }) => changeNanos)).toEqual([null, null, '-30']);
  });
});
