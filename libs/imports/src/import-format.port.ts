import type { Channel } from '@trueque/contracts';
import type { SourceFile } from './input/source-file.js';
import type { Batch } from './reading.js';
import type { DstPolicy } from './time/local-time.js';

/** What a format takes for granted; printed with every report, so that nobody has to guess. */
export interface Declaration {
  readonly timeBase: string;
  readonly label: string;
  readonly unit: string;
  readonly direction: string;
  readonly duplicates: string;
  readonly gaps: string;
}

/** What the person who imports may say; formats that know better from their files ignore it. */
export interface ImportOptions {
  /** IANA zone of local times, for formats whose files do not say. */
  readonly timeZone?: string | undefined;
  /** What to do with a local time that does not exist or exists twice; the format's own without it. */
  readonly dst?: DstPolicy | undefined;
  /** Our column name to theirs, for `csv`. */
  readonly columns?: Readonly<Record<string, string>> | undefined;
  /** Values for columns that a file does not have, for `csv`. */
  readonly constants?: Readonly<Record<string, string>> | undefined;
  readonly delimiter?: string | undefined;
  readonly decimal?: ',' | '.' | undefined;
  readonly meterPointId?: string | undefined;
  readonly channel?: Channel | undefined;
}

/** One way of reading a file. Streams: a file of any size in constant memory. */
export interface ImportFormat {
  readonly name: string;
  readonly declares: Declaration;
  /** A grid operator's `official` ids identify persons; of `published` sets nobody knows whose they are. */
  readonly meterIds: 'official' | 'published';
  /** Zone whose clock changes the report lists; undefined where there are none. */
  readonly timeZone?: string;
  /** Of its days, where there is no zone; tells night from day. */
  readonly utcOffsetHours?: number;
  read(file: SourceFile, options: ImportOptions): AsyncIterable<Batch>;
}
