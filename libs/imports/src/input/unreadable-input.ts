export type UnreadableCode =
  | 'file-unreadable'
  | 'gzip-broken'
  | 'zip-broken'
  | 'parquet-broken'
  | 'unpacks-without-end'
  | 'line-without-end'
  | 'encoding-wrong'
  | 'quote-not-closed'
  | 'columns-missing'
  | 'xml-broken'
  | 'xml-forbidden'
  | 'companion-missing'
  | 'time-zone-unknown';

/** A file as a whole cannot be read: not a row of it may be kept. The message says what to do. */
export class UnreadableInput extends Error {
  override readonly name = 'UnreadableInput';

  constructor(
    readonly code: UnreadableCode,
    readonly file: string,
    message: string,
  ) {
    super(`${file}: ${message}`);
  }
}
