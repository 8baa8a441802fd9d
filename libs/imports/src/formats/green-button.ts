import type { Channel, Quality } from '@trueque/contracts';
import { Findings, idOf, numberOf, type Place } from '../findings.js';
import type { ImportFormat } from '../import-format.port.js';
import { readXml, type XmlListener } from '../input/xml-events.js';
import { type BlockMeaning, FeedLinks, type ReadingType } from './green-button-links.js';

const WATT_HOURS = '72';
const WATTS = '38';
const DELTA = ['4', '0', ''];
const POWER_OF_TEN_MAX = 12;

const CHANNEL: Readonly<Record<string, Channel>> = { '1': 'GRID_IMPORT', '19': 'GRID_EXPORT' };
const NET = '4';

const QUALITY: Readonly<Record<string, Quality>> = {
  ...{ '': 'MEASURED', 0: 'MEASURED', 17: 'MEASURED', 18: 'MEASURED', 19: 'MEASURED' },
  ...{ 7: 'ADJUSTED', 8: 'ESTIMATED', 9: 'ESTIMATED', 12: 'ESTIMATED', 11: 'CALCULATED' },
  ...{ 10: 'SUSPECT', 13: 'SUSPECT', 14: 'SUSPECT' },
};

/** Green Button (ESPI) feeds: Atom XML. Read twice, first the links, then the blocks. */
export const greenButton: ImportFormat = {
  name: 'green-button',
  meterIds: 'official',
  declares: {
    timeBase: 'seconds since 1970, UTC',
    label: 'interval start; blocks without times are consecutive from their start',
    unit: 'uom 72 (Wh) or 38 (W, mean) × 10^powerOfTenMultiplier; others are errors',
    direction: 'flowDirection 1 is GRID_IMPORT, 19 is GRID_EXPORT, 4 (net) by the sign',
    duplicates: 'the same value again is counted, another value is an error',
    gaps: 'stay gaps and are counted',
  },
  async *read(file, { meterPointId }) {
    const links = new FeedLinks();
    for await (const _ of readXml(file.text(), file.path, links, () => undefined));
    const blocks = new BlockReader(file.path, links, meterPointId);
    yield* readXml(file.text(), file.path, blocks, () => blocks.take());
  },
};

/** When an interval is, in seconds since 1970, and how far it can be trusted. */
interface Interval {
  readonly start: number;
  readonly seconds: number;
  readonly quality: Quality;
}

/** Second reading: gives out every interval as it closes. */
class BlockReader implements XmlListener {
  private findings: Findings;
  private self: string[] = [];
  private up: string[] = [];
  private meaning: BlockMeaning | undefined;
  private insideReading = false;
  private insideBlock = false;
  private line = 0;
  private nextStart = Number.NaN;
  private fields = new Map<string, string>();

  constructor(
    private readonly path: string,
    private readonly links: FeedLinks,
    private readonly meterPointId: string | undefined,
  ) {
    this.findings = new Findings(path);
  }

  take(): Findings {
    const taken = this.findings;
    this.findings = new Findings(this.path);
    return taken;
  }

  open(name: string, { rel, href = '' }: Readonly<Record<string, string>>, line: number): void {
    if (name === 'entry') [this.self, this.up, this.meaning] = [[], [], undefined];
    if (name === 'link' && rel === 'self') this.self.push(href);
    if (name === 'link' && rel === 'up') this.up.push(href);
    if (name === 'IntervalBlock') {
      this.insideBlock = true;
      this.nextStart = Number.NaN;
      this.meaning = this.links.meaningOf(this.self, this.up);
    }
    if (name !== 'IntervalReading') return;
    this.insideReading = true;
    this.line = line;
    this.fields = new Map();
  }

  close(name: string, text: string): void {
    if (name === 'IntervalBlock') this.insideBlock = false;
    if (!this.insideBlock) return;
    if (name === 'IntervalReading') {
      this.insideReading = false;
      this.read();
    } else if (this.insideReading) this.fields.set(name, text);
    else if (name === 'start') this.nextStart = Number(text);
  }

  private read(): void {
    this.findings.rows += 1;
    const { meaning, fields } = this;
    const place = { line: this.line, column: 'value' };
    if (meaning === undefined)
      return this.findings.error(place, 'reading-type-missing', 'no link leads to a ReadingType');
    const { type } = meaning;
    const start = Number(fields.get('start') ?? this.nextStart);
    const seconds = Number(fields.get('duration') ?? type.intervalSeconds);
    this.nextStart = start + seconds;
    const unfit = typeUnfitness(type) ?? intervalUnfitness(start, seconds);
    if (unfit !== undefined) return this.findings.error(place, ...unfit);
    const quality = QUALITY[fields.get('quality') ?? ''];
    if (quality === undefined)
      return this.findings.error(place, 'quality-unknown', `quality ${fields.get('quality')}`);
    this.giveOut(place, meaning, { start, seconds, quality });
  }

  private giveOut(
    place: Place,
    { type, usagePoint }: BlockMeaning,
    { start, seconds, quality }: Interval,
  ): void {
    const text = this.fields.get('value') ?? '';
    const value = numberOf(text);
    if (value === undefined) return this.findings.noNumber(place, text);
    const hours = type.uom === WATTS ? seconds / 3600 : 1;
    const kwh = (value * 10 ** type.powerOfTen * hours) / 1000;
    const isNet = type.flowDirection === NET;
    const channel = isNet ? netChannel(kwh) : (CHANNEL[type.flowDirection] ?? 'GRID_IMPORT');
    this.findings.energy(
      place,
      {
        meterPointId: this.meterPointId ?? idOf(usagePoint),
        ...{ channel, startMs: start * 1000, minutes: seconds / 60, quality },
      },
      isNet ? Math.abs(kwh) : kwh,
    );
  }
}

const netChannel = (kwh: number): Channel => (kwh < 0 ? 'GRID_EXPORT' : 'GRID_IMPORT');

/** Code and message of why something cannot be understood. */
type Unfitness = [code: string, message: string] | undefined;

const typeUnfitness = (type: ReadingType): Unfitness => {
  if (type.uom !== WATT_HOURS && type.uom !== WATTS)
    return ['unit-unknown', `uom ${type.uom}: expected 72 (Wh) or 38 (W)`];
  if (Math.abs(type.powerOfTen) > POWER_OF_TEN_MAX || !Number.isInteger(type.powerOfTen))
    return ['unit-unknown', `powerOfTenMultiplier ${type.powerOfTen}`];
  if (!(type.flowDirection in CHANNEL) && type.flowDirection !== NET)
    return ['direction-unknown', `flowDirection ${type.flowDirection}: expected 1, 4 or 19`];
  return DELTA.includes(type.accumulation)
    ? undefined
    : ['accumulation-unknown', `accumulationBehaviour ${type.accumulation}: expected 4`];
};

const intervalUnfitness = (start: number, seconds: number): Unfitness => {
  if (!Number.isInteger(start)) return ['time-invalid', 'there is no start'];
  return seconds % 60 === 0 && seconds >= 60 && seconds <= 86_400
    ? undefined
    : ['duration-invalid', `an interval of ${seconds} seconds`];
};
