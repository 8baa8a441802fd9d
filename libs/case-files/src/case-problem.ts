/** One thing wrong with a case file: where, what stands there, and what should. */
export interface CaseProblem {
  /** RFC 6901; of a text that is no JSON, empty. */
  readonly pointer: string;
  /** What was found; `undefined` where something is missing. */
  readonly value: unknown;
  readonly expected: string;
  /** Only of a text that is no JSON; both from 1. */
  readonly position?: { readonly line: number; readonly column: number };
}

/** `/peers/3/load/7: -5 — expected a number ≥ 0` */
export const describeProblem = ({ pointer, value, expected, position }: CaseProblem): string =>
  position
    ? `line ${position.line}, column ${position.column}: ${String(value)} — expected ${expected}`
    : `${pointer === '' ? '(the whole file)' : pointer}: ${printed(value)} — expected ${expected}`;

const VALUE_CHARACTERS_MAX = 60;

const printed = (value: unknown): string => {
  if (value === undefined) return 'missing';
  if (typeof value === 'number') return String(value); // JSON has no word for Infinity.
  const text = JSON.stringify(value);
  if (text.length <= VALUE_CHARACTERS_MAX) return text;
  const count = Array.isArray(value) ? ` (${value.length} values)` : '';
  return `${text.slice(0, VALUE_CHARACTERS_MAX)}…${count}`;
};
