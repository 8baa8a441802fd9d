import { parse as parseTolerantly, type ParseError, printParseErrorCode } from 'jsonc-parser';
import { parse } from 'secure-json-parse';
import { problem } from './problem.js';

/** Parses a JSON body; what is not JSON is refused with the line and column where it stops being so. */
export const parseJson = (text: string): unknown => {
  try {
    return parse(text, undefined, { protoAction: 'error', constructorAction: 'error' });
  } catch (error) {
    throw problem(400, 'malformed-json', whereItBreaks(text, error));
  }
};

const whereItBreaks = (text: string, error: unknown): string => {
  if (text.trim() === '') return 'The body is empty; JSON was expected.';
  const errors: ParseError[] = [];
  parseTolerantly(text, errors, { disallowComments: true, allowTrailingComma: false });
  const first = errors[0];
  if (first === undefined) return `The body is not accepted: ${String(error)}.`;
  const before = text.slice(0, first.offset);
  const line = before.split('\n').length;
  const column = first.offset - before.lastIndexOf('\n');
  const expected = printParseErrorCode(first.error)
    .replace(/([a-z])([A-Z])/g, '$1 $2')
    .toLowerCase();
  return `The body is not JSON: ${expected} at line ${line}, column ${column} (position ${first.offset}).`;
};
