/** The one JSON document of a command, on standard output. */
export const printDocument = (document: object): void => {
  process.stdout.write(`${JSON.stringify(document, null, 2)}\n`);
};

export const printText = (text: string): void => {
  process.stdout.write(`${text}\n`);
};

/** What is not the answer: progress, notes, what was written where. */
export const note = (text: string): void => {
  process.stderr.write(`${text}\n`);
};
