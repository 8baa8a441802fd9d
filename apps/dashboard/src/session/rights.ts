import { ApiProblem } from '../api/client';
import type { SessionWords } from './words';

/** Who asks, as the server recognised them. */
export interface Who {
  readonly id: string;
  readonly tenant: string;
  readonly grants: readonly string[];
}

const VISITOR = 'visitor';

/** Somebody who showed a key, not whoever comes by. */
export const isSignedIn = (who: Who | undefined): who is Who =>
  who !== undefined && who.id !== VISITOR;

/** `network-operator:harbour` in words. */
const rightOf = (grant: string, words: SessionWords): string => {
  const [role = '', place] = grant.split(':', 2);
  const named = Object.entries(words.roles).find(([known]) => known === role)?.[1] ?? role;
  const [market, member] = place?.split('/', 2) ?? [];
  if (market === undefined) return named;
  return member === undefined ? words.in(named, market) : words.of(named, member, market);
};

/** What somebody may do: `operator`, `peer P3 in harbour, auditor of almond`. */
export const rightsOf = ({ grants }: Who, words: SessionWords): string =>
  grants.map((grant) => rightOf(grant, words)).join(', ') || words.nothing;

/** Why a key was not taken. */
export const signInFault = (error: unknown, words: SessionWords): string => {
  if (!(error instanceof ApiProblem)) return words.unexpected(String(error));
  switch (error.status) {
    case 0:
      return words.away;
    case 400:
      return words.malformed;
    case 401:
      return words.refused;
    default:
      return words.unexpected(error.message);
  }
};

/** What is said of a refusal, and whether signing in is a way on. */
export interface Refusal {
  readonly title: string;
  readonly text: string;
  readonly signInHelps: boolean;
  /** A key that holds no more stands in the way of what visitors may see. */
  readonly isOutdated: boolean;
}

/**
 * Undefined where an error is no refusal. An answer of 401 asks a visitor who they are, and says to a
 * key that it holds no more.
 */
export const refusalOf = (
  error: unknown,
  who: Who | undefined,
  words: SessionWords,
): Refusal | undefined => {
  if (!(error instanceof ApiProblem)) return undefined;
  if (error.status !== 401 && error.status !== 403) return undefined;
  if (who !== undefined && !isSignedIn(who))
    return {
      ...{ title: words.toDoThis, text: words.toDoThisText },
      ...{ signInHelps: true, isOutdated: false },
    };
  if (error.status === 401) {
    const text = isSignedIn(who) ? words.outdatedText : words.neededText;
    return { title: words.needed, text, signInHelps: true, isOutdated: true };
  }
  const rights = who === undefined ? words.nothing : rightsOf(who, words);
  return {
    ...{ title: words.notYours, text: words.notYoursText(rights) },
    ...{ signInHelps: false, isOutdated: false },
  };
};
