import type { Channel, Quality } from '@trueque/contracts';
import { Findings, idOf } from '../findings.js';
import type { ImportFormat } from '../import-format.port.js';
import { type CsvRow, csvRows } from '../input/csv-rows.js';
import { UnreadableInput } from '../input/unreadable-input.js';

const OFFSET_MS = 10 * 3_600_000;
const MINUTE_MS = 60_000;
const MINUTES_A_DAY = 1440;
const FIRST_VALUE = 2;

const QUALITY: Readonly<Record<string, Quality>> = {
  A: 'MEASURED',
  F: 'ADJUSTED',
  E: 'ESTIMATED',
  S: 'SUBSTITUTED',
  N: 'MISSING',
};
const KWH: Readonly<Record<string, number>> = { WH: 0.001, KWH: 1, MWH: 1000 };
/** As seen from the grid in the file (E for export), as seen from the home with us. */
const CHANNEL: Readonly<Record<string, Channel>> = { E: 'GRID_IMPORT', B: 'GRID_EXPORT' };

/** The Australian market's file of interval meters. */
export const nem12: ImportFormat = {
  name: 'nem12',
  meterIds: 'official',
  declares: {
    timeBase: 'UTC+10 all year',
    label: 'interval start: the first value of a 300 record begins at 00:00',
    unit: 'UOM of the 200 record: Wh, kWh or MWh; reactive registers are not read',
    direction:
      'suffix E is GRID_IMPORT, B is GRID_EXPORT; the first register is the NMI, others NMI:suffix',
    duplicates:
      'the later UpdateDateTime supersedes; of one UpdateDateTime another value is an error',
    gaps: 'stay gaps and are counted; quality N is a gap',
  },
  utcOffsetHours: 10,
  async *read(file) {
    const reader = new Nem12Reader(file.path);
    for await (const rows of csvRows(file.text(), file.path)) {
      const findings = new Findings(file.path);
      for (const row of rows) reader.read(row, findings);
      yield findings;
    }
    const last = new Findings(file.path);
    reader.finish(last);
    yield last;
  },
};

/** A register of a meter, as a 200 record opens it. */
interface Register {
  readonly meterPointId: string;
  readonly channel: Channel;
  readonly minutes: number;
  readonly factor: number;
}

/** A day as a 300 record gives it; 400 records that follow say the quality of its intervals. */
interface Day {
  readonly row: CsvRow;
  readonly register: Register;
  readonly startMs: number;
  readonly version: number;
  readonly quality: (Quality | undefined)[];
}

class Nem12Reader {
  private register: Register | undefined;
  private day: Day | undefined;
  private isFirst = true;

  constructor(private readonly path: string) {}

  read(row: CsvRow, findings: Findings): void {
    const type = row.cells[0]?.trim() ?? '';
    if (type === '') return;
    findings.rows += 1;
    if (this.isFirst) this.begin(type, row, findings);
    if (type === '400') return this.readQuality(row, findings);
    this.finish(findings);
    if (type === '200') this.register = registerOf(row, findings);
    else if (type === '300') this.day = this.dayOf(row, findings);
    else if (!['100', '500', '900'].includes(type))
      findings.error({ line: row.line, column: '1' }, 'record-unknown', `record type ${type}`);
  }

  /** Gives out the day that was waiting for its 400 records. */
  finish(findings: Findings): void {
    if (this.day !== undefined) giveOut(this.day, findings);
    this.day = undefined;
  }

  private begin(type: string, { cells }: CsvRow, findings: Findings): void {
    this.isFirst = false;
    if (type === '100' && cells[1]?.trim() !== 'NEM12')
      throw new UnreadableInput('columns-missing', this.path, `is ${cells[1]}, not NEM12`);
    if (type !== '100' && !['200', '300', '900'].includes(type))
      throw new UnreadableInput('columns-missing', this.path, 'has no NEM12 records');
    if (type !== '100') findings.note('there is no 100 record, read all the same');
  }

  private dayOf(row: CsvRow, findings: Findings): Day | undefined {
    const { register } = this;
    if (register === undefined) return undefined;
    const place = { line: row.line, column: '2' };
    const date = /^(\d{4})(\d\d)(\d\d)$/.exec((row.cells[1] ?? '').trim());
    if (date === null || Number.isNaN(Date.parse(date.slice(1).join('-')))) {
      findings.error(place, 'time-invalid', `${row.cells[1]} is no date`);
      return undefined;
    }
    const count = MINUTES_A_DAY / register.minutes;
    const [method = '', , , updated] = row.cells.slice(FIRST_VALUE + count);
    const quality = qualityOf(method);
    if (quality === undefined && !method.startsWith('V')) {
      const message = `expected ${count} values and then a quality, found ${method || 'nothing'}`;
      findings.error(
        { line: row.line, column: String(FIRST_VALUE + count + 1) },
        'value-count',
        message,
      );
      return undefined;
    }
    const startMs = Date.parse(date.slice(1).join('-')) - OFFSET_MS;
    const qualities = Array.from({ length: count }, () => quality);
    return { row, register, startMs, version: Number(updated) || 0, quality: qualities };
  }

  private readQuality({ line, cells }: CsvRow, findings: Findings): void {
    const [, from, to, method = ''] = cells;
    const quality = qualityOf(method);
    const [first, last] = [Number(from), Number(to)];
    const count = this.day?.quality.length ?? 0;
    const isRange = first >= 1 && last >= first && last <= count;
    if (this.day === undefined || quality === undefined || !isRange)
      return findings.error(
        { line, column: '2' },
        'quality-range',
        `${from} to ${to} of quality ${method} fits no day before it`,
      );
    this.day.quality.fill(quality, first - 1, last);
  }
}

const qualityOf = (method: string): Quality | undefined => QUALITY[method.trim().slice(0, 1)];

const registerOf = ({ line, cells }: CsvRow, findings: Findings): Register | undefined => {
  const [, nmi = '', , , suffix = '', , , uom = '', length = ''] = cells.map((cell) => cell.trim());
  const factor = KWH[uom.toUpperCase()];
  const channel = CHANNEL[suffix.slice(0, 1).toUpperCase()];
  if (factor === undefined || channel === undefined) {
    findings.note(`register ${suffix} in ${uom} is not energy taken or fed in, not read`);
    return undefined;
  }
  const minutes = Number(length);
  if (![5, 15, 30].includes(minutes)) {
    findings.error({ line, column: '9' }, 'duration-invalid', `interval length ${length}`);
    return undefined;
  }
  const isFirst = /^[A-Za-z]1?$/.test(suffix);
  const meterPointId = idOf(isFirst ? nmi : `${nmi}:${suffix}`);
  return { meterPointId, channel, minutes, factor };
};

const giveOut = (day: Day, findings: Findings): void => {
  const { row, register, startMs, version, quality } = day;
  const { factor, minutes, ...series } = register;
  quality.forEach((known, index) => {
    const place = { line: row.line, column: String(FIRST_VALUE + index + 1) };
    if (known === undefined)
      return findings.error(
        place,
        'quality-range',
        'no 400 record says the quality of this interval',
      );
    if (known === 'MISSING') return findings.note('interval of quality N, kept as a gap');
    const text = row.cells[FIRST_VALUE + index] ?? '';
    const interval = { startMs: startMs + index * minutes * MINUTE_MS, minutes, version };
    findings.energy(place, { ...series, ...interval, quality: known, weight: factor }, text);
  });
};
