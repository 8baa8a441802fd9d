import { CommanderError } from 'commander';
import { CommandFailure, EXIT, type ExitCode } from './exit.js';
import { program } from './program.js';
import { printDocument } from './terminal/print.js';

/** Runs one command line to its exit code; everything that goes wrong ends here. */
export const run = async (argv: readonly string[]): Promise<ExitCode> => {
  try {
    await (await program(argv)).parseAsync(argv);
    return exitCodeSoFar();
  } catch (error) {
    return explained(error, argv.includes('--json'));
  }
};

/** A command says "no" by setting the exit code, and goes on printing. */
const exitCodeSoFar = (): ExitCode =>
  process.exitCode === EXIT.answerIsNo ? EXIT.answerIsNo : EXIT.done;

const explained = (error: unknown, asJson: boolean): ExitCode => {
  if (error instanceof CommanderError) return error.exitCode === 0 ? EXIT.done : EXIT.usage; // It has told already.
  const failure = asFailure(error);
  process.stderr.write(`trueque: ${failure.message}\n`);
  if (asJson) printDocument(failure.document);
  return failure.exitCode;
};

const asFailure = (error: unknown): CommandFailure => {
  if (error instanceof CommandFailure) return error;
  const detail = error instanceof Error ? (error.stack ?? error.message) : String(error);
  return new CommandFailure(EXIT.unavailable, `this should not have happened: ${detail}`);
};
