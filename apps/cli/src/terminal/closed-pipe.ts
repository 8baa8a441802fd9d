import { EXIT } from '../exit.js';

/** `trueque clear … | head` closes the pipe when it has seen enough: that is no error. */
export const endQuietlyOnClosedPipe = (stream: NodeJS.WriteStream): void => {
  stream.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') process.stderr.write(`trueque: cannot write: ${error.message}\n`);
    process.exit(error.code === 'EPIPE' ? process.exitCode : EXIT.unavailable);
  });
};
