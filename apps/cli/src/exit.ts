/** What a command leaves behind for the shell; fixed, scripts count on it. */
export const EXIT = {
  done: 0,
  /** The command ran, and its answer is no: infeasible, not verified, rows rejected. */
  answerIsNo: 1,
  /** Wrong usage, or an input that cannot be read. */
  usage: 2,
  /** Something the command needs does not answer. */
  unavailable: 3,
} as const;

export type ExitCode = (typeof EXIT)[keyof typeof EXIT];

/** Ends a command with a message for a person and, for a script, a document. */
export class CommandFailure extends Error {
  override readonly name = 'CommandFailure';

  constructor(
    readonly exitCode: ExitCode,
    message: string,
    /** Printed on standard output with `--json`. */
    readonly document: object = { error: message },
  ) {
    super(message);
  }
}
