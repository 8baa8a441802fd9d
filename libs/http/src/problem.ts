import { HttpException } from '@nestjs/common';
import { STATUS_CODES } from 'node:http';

/** One thing that is wrong with a request: where (JSON pointer) and what was expected. */
export interface ProblemError {
  readonly pointer: string;
  readonly detail: string;
}

/** RFC 9457 problem document with a stable `code` for programs and a `detail` for people. */
export interface ProblemDocument {
  readonly type: string;
  readonly title: string;
  readonly status: number;
  readonly code: string;
  readonly detail: string;
  readonly errors: readonly ProblemError[];
  /** Named on unexpected errors, so that the log line can be found. */
  readonly correlationId?: string;
}

export const problemDocument = (
  status: number,
  code: string,
  detail: string,
  errors: readonly ProblemError[] = [],
): ProblemDocument => ({
  type: 'about:blank',
  title: STATUS_CODES[status] ?? 'Error',
  status,
  code,
  detail,
  errors,
});

/** `throw problem(404, 'market-unknown', 'No market has the id harbour.')` answers that document. */
export const problem = (
  status: number,
  code: string,
  detail: string,
  errors?: readonly ProblemError[],
): HttpException => new HttpException(problemDocument(status, code, detail, errors), status);

/** What HTTP status a refusal's reason means; a reason that is not named is a conflict, 409. */
export type RefusalStatuses = Readonly<Record<string, number>>;

/** Throws the problem of a command that the rules refuse; the reason is the `code`. */
export const refusal = (reason: string, detail: string, statuses: RefusalStatuses = {}): never => {
  throw problem(statuses[reason] ?? 409, reason, detail);
};

interface Refused {
  readonly status: 'refused';
  readonly reason: string;
  readonly detail: string;
}

/** The outcome of `store.transact` when the rules accepted it; throws the refusal otherwise. */
export const unlessRefused = <Outcome extends { readonly status: string }>(
  outcome: Outcome | Refused,
  statuses: RefusalStatuses = {},
): Exclude<Outcome, Refused> => {
  if (isRefused(outcome)) return refusal(outcome.reason, outcome.detail, statuses);
  return outcome as Exclude<Outcome, Refused>;
};

const isRefused = (outcome: { readonly status: string }): outcome is Refused =>
  outcome.status === 'refused';
