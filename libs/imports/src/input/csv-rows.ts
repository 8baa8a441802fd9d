import { parse } from 'csv-parse/sync';
import { UnreadableInput } from './unreadable-input.js';

export interface CsvRow {
  /** Line of the file on which the row begins, from 1. */
  readonly line: number;
  readonly cells: readonly string[];
}

/** A row that is longer was never meant to be one, and a quote was never closed. */
const RECORD_LENGTH_MAX = 1 << 20;

/**
 * Rows of a CSV text, a piece at a time. Rows without quotes are cut at their delimiters, rows with
 * quotes go through the CSV library, and may span lines. Empty lines are no rows.
 */
export async function* csvRows(
  text: AsyncIterable<string>,
  path: string,
  delimiter = ',',
): AsyncGenerator<readonly CsvRow[]> {
  const cutter = new RowCutter(path, delimiter);
  for await (const piece of text) {
    const rows = cutter.cut(piece);
    if (rows.length > 0) yield rows;
  }
  const last = cutter.finish();
  if (last.length > 0) yield last;
}

class RowCutter {
  private rest = '';
  private open = '';
  private openLine = 0;
  private line = 0;

  constructor(
    private readonly path: string,
    private readonly delimiter: string,
  ) {}

  cut(piece: string): CsvRow[] {
    const text = this.rest + piece;
    const lines = text.split('\n');
    this.rest = lines.pop() ?? '';
    if (this.rest.length > RECORD_LENGTH_MAX) this.refuseLine();
    const rows: CsvRow[] = [];
    // Most pieces have neither quotes nor carriage returns: one look at all is less than one at each line.
    if (this.open === '' && !/["\r]/.test(text)) this.takePlainLines(lines, rows);
    else for (const line of lines) this.takeLine(line, rows);
    return rows;
  }

  finish(): CsvRow[] {
    const rows: CsvRow[] = [];
    if (this.rest !== '') this.takeLine(this.rest, rows);
    if (this.open !== '') this.refuse();
    return rows;
  }

  private takeLine(text: string, rows: CsvRow[]): void {
    this.line += 1;
    if (this.open === '' && !text.includes('"')) return this.takePlain(text, rows);
    if (this.open === '') this.openLine = this.line;
    this.open = this.open === '' ? text : `${this.open}\n${text}`;
    if (this.open.length > RECORD_LENGTH_MAX) this.refuse();
    if (this.open.split('"').length % 2 === 0) return;
    rows.push({ line: this.openLine, cells: this.quotedCells(this.open) });
    this.open = '';
  }

  private takePlainLines(lines: readonly string[], rows: CsvRow[]): void {
    for (const line of lines) {
      this.line += 1;
      if (line !== '') rows.push({ line: this.line, cells: line.split(this.delimiter) });
    }
  }

  private takePlain(text: string, rows: CsvRow[]): void {
    const trimmed = text.endsWith('\r') ? text.slice(0, -1) : text;
    if (trimmed !== '') rows.push({ line: this.line, cells: trimmed.split(this.delimiter) });
  }

  private quotedCells(record: string): readonly string[] {
    const options = { delimiter: this.delimiter, relax_quotes: true, trim: true } as const;
    const [cells = []] = parse(record, options) as string[][];
    return cells;
  }

  private refuseLine(): never {
    const line = this.line + 1;
    const message = `line ${line} has more than ${RECORD_LENGTH_MAX} characters: this is no table`;
    throw new UnreadableInput('line-without-end', this.path, message);
  }

  private refuse(): never {
    throw new UnreadableInput(
      'quote-not-closed',
      this.path,
      `the quote that opens on line ${this.openLine} is never closed`,
    );
  }
}
