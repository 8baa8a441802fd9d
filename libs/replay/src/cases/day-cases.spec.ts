import { caseFileSchema } from '@trueque/contracts';
import {
  importFormat,
  ImportRun,
  type MonthBlock,
  SeriesTable,
  sourceFiles,
} from '@trueque/imports';
import { join } from 'node:path';
import { dayAuctions } from './day-cases.js';
import { offersPolicySchema } from './offers-policy.js';
import { summaryOf } from '../testing/recorded-market.js';

const demo = join(__dirname, '../../../../demo/citylearn2022');
const battery = { capacity: 6.4, initial: 3.2, final: 'initial', charge: 5, discharge: 5 };
const policy = offersPolicySchema.parse({
  ...{ currency: 'USD', timeZone: 'America/Los_Angeles', mtu: 'PT1H' },
  communities: { size: 2, assign: { Building_3: 'third' } },
  batteries: { every: 2, battery },
  grid: { sells: { series: 'citylearn' }, buys: 0.05 },
});

const week = async () => {
  const table = new SeriesTable();
  const names = ['Building_1.csv', 'Building_2.csv', 'Building_3.csv', 'pricing.csv'];
  const run = new ImportRun(importFormat('citylearn')!, {});
  const paths = names.map((name) => join(demo, name));
  for await (const blocks of run.read(await sourceFiles(paths, undefined)))
    for (const block of blocks) table.add(block);
  return table;
};

describe('readings as offers', () => {
  it('are one auction a local day, each a sound case', async () => {
    const auctions = [...dayAuctions(await week(), policy)];
    expect(auctions).toHaveLength(14);
    expect(auctions[0]).toMatchObject({ auctionId: '2016-08-01', leftOut: [] });
    for (const { file } of auctions) expect(caseFileSchema.safeParse(file).success).toBe(true);
    expect(auctions[0]?.file).toMatchObject({ start: '2016-08-01T07:00:00Z', periods: 24 });
  });

  it('offer what was metered: load, sun, and the batteries of the policy', async () => {
    const [first] = [...dayAuctions(await week(), policy)];
    const [one, two, three, grid] = first!.file.peers;
    expect([one?.community, two?.community, three?.community]).toEqual(['c01', 'c01', 'third']);
    expect([one?.storage, two?.storage]).toEqual([battery, undefined]);
    expect(Array.isArray(one?.load) && one.load[0]).toBe(2.276);
    expect(grid).toMatchObject({ id: 'grid', role: 'grid', bids: [{ value: 0.05 }] });
  });

  it('can be cleared', async () => {
    const [first] = [...dayAuctions(await week(), policy)];
    expect(await summaryOf(first!.file)).toMatchObject({ status: 'cleared', periods: 24 });
  });
});

describe('a day with a gap', () => {
  const dayMs = Date.parse('2026-03-29T00:00:00Z') - 3_600_000;
  const block = (series: string, values: (number | null)[]): MonthBlock => ({
    ...{ series, startMs: dayMs, minutes: 15, values },
    quality: [['MEASURED', values.length]],
  });
  const table = () => {
    const made = new SeriesTable();
    const quarters = 23 * 4;
    made.add(block('reading whole CONSUMPTION', new Array<number>(quarters).fill(100)));
    const gap = [...new Array<number>(quarters - 1).fill(100), null];
    made.add(block('reading gappy CONSUMPTION', gap));
    return made;
  };
  const berlin = (missing: 'leave-out' | 'zero') =>
    offersPolicySchema.parse({
      ...{ currency: 'EUR', timeZone: 'Europe/Berlin', mtu: 'PT1H', home: { missing } },
      grid: { sells: 0.3 },
    });

  it('leaves the home out, or takes the gap as nothing, as the policy says', () => {
    const [strict] = [...dayAuctions(table(), berlin('leave-out'))];
    expect(strict).toMatchObject({ auctionId: '2026-03-29', leftOut: ['gappy'] });
    const [lenient] = [...dayAuctions(table(), berlin('zero'))];
    expect(lenient?.leftOut).toEqual([]);
  });

  it('has 23 hours where the clock is put forward, quarters of an hour added up', () => {
    const [auction] = [...dayAuctions(table(), berlin('leave-out'))];
    expect(auction?.file.periods).toBe(23);
    expect(auction?.file.peers[0]?.load).toEqual(new Array(23).fill(0.4));
  });
});
