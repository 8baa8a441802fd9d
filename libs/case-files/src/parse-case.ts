import type { CaseFile } from '@trueque/contracts';
import { soundDraft, wholeDraft } from './case-draft.js';
import type { CaseProblem } from './case-problem.js';
import { lengthViolations, ruleViolations } from './case-rules.js';
import { pointerOf, valueAt } from './json-pointer.js';
import { parseJson } from './json-text.js';
import { checkStructure } from './structure.js';
import { notShadowed, oncePerPlace, type Violation } from './violation.js';

export type ParsedCase =
  { readonly case: CaseFile } | { readonly problems: readonly CaseProblem[] };

/**
 * Reads a `trueque-case/1` file. Either all of it is sound, or every problem is told at once: what
 * is wrong in one place does not hide what is wrong in another.
 */
export const parseCase = (text: string): ParsedCase => {
  const json = parseJson(text);
  if ('problems' in json) return json;
  const document = json.value;
  const structure = checkStructure(document);
  const violations =
    'case' in structure
      ? allViolations(document, wholeDraft(structure.case), [])
      : allViolations(document, soundDraft(document, structure.violations), structure.violations);
  if ('case' in structure && violations.length === 0) return { case: structure.case };
  return {
    problems: violations.map(({ path, expected }) => ({
      pointer: pointerOf(path),
      value: valueAt(document, path),
      expected,
    })),
  };
};

const allViolations = (
  document: unknown,
  draft: ReturnType<typeof wholeDraft>,
  wrong: readonly Violation[],
): readonly Violation[] =>
  oncePerPlace([
    ...wrong,
    ...lengthViolations(document, draft.periods),
    ...notShadowed(ruleViolations(draft), wrong),
  ]);
