import type { XmlListener } from '../input/xml-events.js';

/** How the blocks of one meter reading are to be understood. */
export interface ReadingType {
  readonly uom: string;
  readonly powerOfTen: number;
  readonly flowDirection: string;
  readonly accumulation: string;
  readonly intervalSeconds: number;
}

interface Entry {
  kind: string;
  readonly self: string[];
  readonly up: string[];
  readonly related: string[];
  readonly values: Map<string, string>;
}

export interface BlockMeaning {
  readonly type: ReadingType;
  readonly usagePoint: string;
}

const KINDS = new Set(['UsagePoint', 'MeterReading', 'ReadingType', 'IntervalBlock']);

/**
 * First reading of a feed: who belongs to whom. Entries are joined by their links (`self`, `up`,
 * `related`), and a reading type may stand after the blocks that need it.
 */
export class FeedLinks implements XmlListener {
  private readonly entries: Entry[] = [];
  private entry: Entry | undefined;

  open(name: string, attributes: Readonly<Record<string, string>>): void {
    if (name === 'entry')
      this.entry = { kind: '', self: [], up: [], related: [], values: new Map() };
    if (this.entry === undefined) return;
    if (name === 'link') this.link(this.entry, attributes);
    if (KINDS.has(name) && this.entry.kind === '') this.entry.kind = name;
  }

  close(name: string, text: string): void {
    if (this.entry?.kind === 'ReadingType') this.entry.values.set(name, text);
    if (name !== 'entry' || this.entry === undefined) return;
    if (this.entry.kind !== 'IntervalBlock' && this.entry.kind !== '')
      this.entries.push(this.entry);
    this.entry = undefined;
  }

  /** By the links of a block; undefined where they lead to no reading type. */
  meaningOf(self: readonly string[], up: readonly string[]): BlockMeaning | undefined {
    const reading = this.of('MeterReading').find(
      (entry) =>
        meets(entry.related, up) ||
        entry.self.some((href) => self.some((own) => own.startsWith(`${href}/`))),
    );
    const types = this.of('ReadingType');
    const type =
      types.find((entry) => reading !== undefined && meets(entry.self, reading.related)) ??
      (types.length === 1 ? types[0] : undefined);
    return type && { type: readingTypeOf(type), usagePoint: this.usagePointOf(reading, self) };
  }

  private usagePointOf(reading: Entry | undefined, self: readonly string[]): string {
    const points = this.of('UsagePoint');
    const point =
      points.find((entry) => reading !== undefined && meets(entry.related, reading.up)) ??
      (points.length === 1 ? points[0] : undefined);
    const href = point?.self[0] ?? self[0] ?? '';
    return /UsagePoint\/([^/]+)/.exec(href)?.[1] ?? 'usage-point';
  }

  private of(kind: string): readonly Entry[] {
    return this.entries.filter((entry) => entry.kind === kind);
  }

  private link(entry: Entry, { rel, href = '' }: Readonly<Record<string, string>>): void {
    if (rel === 'self' || rel === 'up' || rel === 'related') entry[rel].push(href);
  }
}

const meets = (some: readonly string[], others: readonly string[]): boolean =>
  some.some((href) => others.includes(href));

const readingTypeOf = ({ values }: Entry): ReadingType => ({
  uom: values.get('uom') ?? '',
  powerOfTen: Number(values.get('powerOfTenMultiplier') ?? 0),
  flowDirection: values.get('flowDirection') ?? '',
  accumulation: values.get('accumulationBehaviour') ?? '',
  intervalSeconds: Number(values.get('intervalLength') ?? 0),
});
