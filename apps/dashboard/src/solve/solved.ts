import type { CaseFile, ClearingAnswer } from '@trueque/contracts';

/** What the worker is asked. */
export interface SolveTask {
  readonly id: number;
  readonly text: string;
}

/** What became of a case file: its answer, or why there is none. */
export type Solved =
  | { readonly status: 'solved'; readonly answer: ClearingAnswer; readonly file: CaseFile }
  | {
      readonly status: 'unreadable';
      readonly problems: readonly { readonly pointer: string; readonly expected: string }[];
    }
  | { readonly status: 'not-proven'; readonly detail: string };
