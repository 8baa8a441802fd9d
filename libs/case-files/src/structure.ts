import { type CaseFile, caseFileSchema } from '@trueque/contracts';
import type { z } from 'zod';
import { schemaAt } from './case-schema.js';
import { expectationOf, noSuchField } from './expectation.js';
import type { JsonPath } from './json-pointer.js';
import type { Violation } from './violation.js';

type Issue = z.core.$ZodIssue;

export type Structure = { readonly case: CaseFile } | { readonly violations: readonly Violation[] };

/** Is every field known, of its type and within its bounds? Says nothing about two fields at once. */
export const checkStructure = (document: unknown): Structure => {
  const parsed = caseFileSchema.safeParse(document);
  if (parsed.success) return { case: parsed.data };
  return { violations: parsed.error.issues.flatMap((issue) => violationsOf(issue, [])) };
};

const violationsOf = (issue: Issue, base: JsonPath): readonly Violation[] => {
  const path = [...base, ...issue.path];
  if (issue.code === 'unrecognized_keys') {
    const expected = noSuchField(schemaAt(path) ?? {});
    return issue.keys.map((key) => ({ path: [...path, key], expected }));
  }
  const meant = issue.code === 'invalid_union' ? meantOption(issue.errors) : undefined;
  if (meant) return meant.flatMap((inner) => violationsOf(inner, path));
  return [{ path, expected: expectationOf(schemaAt(path) ?? {}) }];
};

/**
 * Which option of a union the author had in mind: one of the value's own kind, with the fewest
 * fields that it does not know. None, where the value is of no option's kind.
 */
const meantOption = (options: readonly (readonly Issue[])[]): readonly Issue[] | undefined =>
  options
    .filter((issues) => !issues.some(isOfAnotherKind))
    .reduce<readonly Issue[] | undefined>(
      (best, issues) => (best && unknownsIn(best) <= unknownsIn(issues) ? best : issues),
      undefined,
    );

const isOfAnotherKind = (issue: Issue): boolean =>
  issue.path.length === 0 &&
  (issue.code === 'invalid_type' ||
    issue.code === 'invalid_value' ||
    (issue.code === 'invalid_union' && !meantOption(issue.errors)));

const unknownsIn = (issues: readonly Issue[]): number =>
  issues.reduce(
    (sum, issue) => sum + (issue.code === 'unrecognized_keys' ? issue.keys.length : 0),
    0,
  );
