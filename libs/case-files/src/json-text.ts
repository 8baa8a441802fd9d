import { parse, type ParseError, printParseErrorCode } from 'jsonc-parser';
import type { CaseProblem } from './case-problem.js';

export type JsonText = { readonly value: unknown } | { readonly problems: readonly CaseProblem[] };

/** `JSON.parse`, with line and column of what it did not understand. */
export const parseJson = (text: string): JsonText => {
  const plain = text.replace(/^\uFEFF/, '');
  try {
    const value: unknown = JSON.parse(plain);
    return { value };
  } catch (error) {
    return { problems: [syntaxProblem(plain, String(error))] };
  }
};

/** Only the first: what follows a syntax error is guesswork. */
const syntaxProblem = (text: string, message: string): CaseProblem => {
  const errors: ParseError[] = [];
  parse(text, errors, { disallowComments: true, allowTrailingComma: false });
  const [first] = errors;
  if (!first) return { pointer: '', value: message, expected: 'valid JSON' };
  return {
    pointer: '',
    value: foundAt(text, first),
    expected: EXPECTED[printParseErrorCode(first.error)] ?? 'valid JSON',
    position: positionOf(text, first.offset),
  };
};

const foundAt = (text: string, { offset, length }: ParseError): string =>
  offset >= text.trimEnd().length
    ? 'the text ends'
    : JSON.stringify(text.slice(offset, offset + Math.min(Math.max(length, 1), 20)));

const positionOf = (text: string, offset: number): { line: number; column: number } => {
  const before = text.slice(0, offset).split('\n');
  return { line: before.length, column: (before.at(-1)?.length ?? 0) + 1 };
};

const EXPECTED: Readonly<Record<string, string>> = {
  InvalidSymbol: 'a value: JSON knows numbers, "text", true, false, null, [ and {',
  InvalidNumberFormat: 'a number such as 12 or 0.096',
  PropertyNameExpected: 'a "name" in double quotes, after no trailing comma',
  ValueExpected: 'a value, after no trailing comma',
  ColonExpected: 'a colon',
  CommaExpected: 'a comma',
  CloseBraceExpected: 'a closing }',
  CloseBracketExpected: 'a closing ]',
  EndOfFileExpected: 'the end of the file',
  InvalidCommentToken: 'no comment: JSON has none',
  UnexpectedEndOfString: 'a closing "',
};
