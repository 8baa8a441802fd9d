/** A month of one partition that lies in a file, and the ends of its chain: a checkpoint. */
export interface ArchivedMonth {
  /** Of recording, in UTC: `2026-05`. */
  readonly month: string;
  readonly partition: string;
  readonly firstPosition: number;
  readonly lastPosition: number;
  /** Of the event before the first one, hex. */
  readonly hashBefore: string;
  readonly hash: string;
  /** Within the archive's folder. */
  readonly file: string;
  readonly bytes: number;
  /** SHA-256 of the file, hex. */
  readonly fileDigest: string;
}

export interface ArchiveProgress {
  readonly month: string;
  readonly partition: string;
  readonly step: 'writing' | 'verifying';
  readonly events: number;
}

/** What would be archived is not what was recorded: `verify` says more. Nothing was detached. */
export class ArchiveRefused extends Error {
  override readonly name = 'ArchiveRefused';
}
