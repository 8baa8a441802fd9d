import { ValidationPipe } from '@nestjs/common';
import type { ValidationError } from 'class-validator';
import { problem, type ProblemError } from './problem.js';

/**
 * Checks bodies against their class-validator DTO: every error at once, each with its JSON
 * pointer, what was expected and what was there. Unknown fields are refused, not dropped.
 */
export const validationPipe = (): ValidationPipe =>
  new ValidationPipe({
    transform: true,
    whitelist: true,
    forbidNonWhitelisted: true,
    forbidUnknownValues: true,
    stopAtFirstError: false,
    exceptionFactory: (errors) => invalidBody(problemErrors(errors)),
  });

/** The 400 of a body that does not fit; also for checks that class-validator does not make. */
export const invalidBody = (errors: readonly ProblemError[]) =>
  problem(400, 'invalid-request', summary(errors), errors);

const summary = (errors: readonly ProblemError[]): string =>
  errors.length === 1
    ? `${errors[0]!.pointer || '/'}: ${errors[0]!.detail}`
    : `${errors.length} fields are not as expected.`;

/** A tree of class-validator errors as a list of JSON pointers. */
export const problemErrors = (
  errors: readonly ValidationError[],
  parent = '',
): readonly ProblemError[] =>
  errors.flatMap((error) => {
    const pointer = `${parent}/${escapePointer(error.property)}`;
    const own = Object.entries(error.constraints ?? {}).map(([rule, message]) => ({
      pointer,
      detail: explain(rule, message, error),
    }));
    return [...own, ...problemErrors(error.children ?? [], pointer)];
  });

const explain = (rule: string, message: string, { property, value }: ValidationError): string => {
  if (rule === 'whitelistValidation') return `${property} is not a field that is known here`;
  return value === undefined ? `${message}; it is missing` : `${message}; it is ${shown(value)}`;
};

const shown = (value: unknown): string => {
  const text = JSON.stringify(value) ?? String(value);
  return text.length > 80 ? `${text.slice(0, 77)}...` : text;
};

/** RFC 6901: `~` and `/` within a name. */
export const escapePointer = (name: string): string =>
  name.replaceAll('~', '~0').replaceAll('/', '~1');
