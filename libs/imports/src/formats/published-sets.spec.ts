import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { fixture, readFiles } from '../testing/read-files.js';

const root = join(__dirname, '../../../..');
const beside = ['../shared/data', '../../shared/data'].map((path) => join(root, path));
/** The published sets, where they lie beside the checkout. */
const published = beside.find((path) => existsSync(path));

const filesIn = (folder: string, pattern: RegExp): readonly string[] =>
  readdirSync(folder)
    .filter((name) => pattern.test(name))
    .sort()
    .map((name) => join(folder, name));

interface Set {
  readonly format: string;
  /** Under the folder of the published sets: a folder, and files in it; the folder itself without. */
  readonly from: readonly [folder: string, files?: RegExp];
  /** As the README of the sets states them. */
  readonly whole: object;
  /** What this repository ships of it. */
  readonly shipped: readonly string[];
  readonly part: object;
}

const energy = (channel: string, kwh: number) => ({
  channel,
  energyKwh: expect.closeTo(kwh, kwh < 1000 ? 0 : -0.5),
});

const SETS: readonly Set[] = [
  {
    ...{ format: 'sgsc', from: ['sgsc', /gz$/] },
    whole: { homes: 25, readings: 100_800 - 2_838, gaps: { missing: 2_838, seriesComplete: 22 } },
    shipped: [fixture('sgsc/CD_INTERVAL_READING_2homes.csv.gz')],
    part: { homes: 2, readings: 30, gaps: { missing: 0, seriesComplete: 2 } },
  },
  {
    ...{ format: 'citylearn', from: ['citylearn2022', /^(Building_\d|pricing)\.csv$/] },
    // One hour is invented in March, and is kept out of every series.
    whole: { homes: 9, rows: 10 * 8_760, readings: 9 * 2 * 8_759, prices: 8_759 },
    shipped: filesIn(join(root, 'demo/citylearn2022'), /^(Building_\d|pricing)\.csv$/),
    part: { homes: 9, rows: 10 * 336, readings: 9 * 2 * 336, prices: 336 },
  },
  {
    ...{ format: 'simbench', from: ['simbench_LV5.201'] },
    whole: {
      ...{ homes: 104, readings: (104 + 14) * (28 * 96 - 4) },
      channels: [energy('CONSUMPTION', 38_932), energy('GENERATION', 11_615)],
    },
    shipped: [fixture('simbench')],
    part: { homes: 3, rows: 32 },
  },
  {
    ...{ format: 'ausgrid', from: ['ausgrid', /csv$/] },
    whole: { homes: 1, rows: 366 * 48, readings: 2 * 366 * 48 },
    shipped: [fixture('ausgrid/customer12_clock-changes.csv')],
    part: { homes: 1, rows: 96, readings: 192 },
  },
  {
    ...{ format: 'aemo', from: ['prices/aemo', /^aemo/] },
    whole: {
      prices: (31 + 28) * 288,
      priceTotals: [{ series: 'NSW1', leastPerKwh: -0.99999, greatestPerKwh: 17.5 }],
    },
    shipped: [fixture('prices/aemo_202501_NSW.csv')],
    part: { prices: 12 },
  },
  {
    ...{ format: 'aemo', from: ['prices/aemo', /^DATA/] },
    whole: { prices: (31 + 30 + 31) * 48, intervalMinutes: [30] },
    shipped: [fixture('prices/aemo_200901_SA1.csv')],
    part: { prices: 4, intervalMinutes: [30] },
  },
  {
    ...{ format: 'elexon', from: ['prices/elexon', /csv$/] },
    // 574 days, two of 50 settlement periods and one of 46; two prices each.
    whole: { rows: 574 * 48 + 2 * 2 - 2, prices: 2 * (574 * 48 + 2 * 2 - 2) },
    shipped: [fixture('prices/elexon_clock-changes.csv')],
    part: { rows: 96, prices: 192 },
  },
];

describe(`published sets, ${published === undefined ? 'the part that is shipped' : 'whole'}`, () => {
  it.each(SETS)('of $format from $from import with the counts that are stated', async (set) => {
    const { format, from, part, shipped, whole } = set;
    const [folder, files] = from;
    const place = join(published ?? '', folder);
    const paths =
      published === undefined ? shipped : files === undefined ? [place] : filesIn(place, files);
    const { report } = await readFiles(format, paths);
    expect(report).toMatchObject({
      ...{ rejected: 0, duplicates: { same: 0, conflicting: 0 } },
      ...(published === undefined ? part : whole),
    });
  });
});
