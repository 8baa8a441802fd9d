import { problem, problemErrors, type ProblemError } from '@trueque/http';
import { type ValidationError, validateSync } from 'class-validator';
import { isSound, shapeErrors, shapeOf } from './shaped.js';

export type Read<Body> = { readonly body: Body } | { readonly errors: readonly ProblemError[] };

/** A body as its class declares it, or everything that is wrong with it at once. */
export const readBody = <Body extends object>(type: new () => Body, value: unknown): Read<Body> => {
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    return { errors: [{ pointer: '', detail: 'expected a JSON object' }] };
  const body = Object.assign(new type(), value);
  if (isSound(type, value)) return { body };
  const errors = validateSync(body, {
    whitelist: true,
    forbidNonWhitelisted: true,
    forbidUnknownValues: true,
  });
  return errors.length === 0
    ? { body }
    : { errors: errors.flatMap((error) => errorsOf(type, error)) };
};

/** The body, or the 422 that names every fault. */
export const bodyOf = <Body extends object>(type: new () => Body, value: unknown): Body => {
  const read = readBody(type, value);
  if ('errors' in read) throw invalidContent(read.errors);
  return read.body;
};

export const invalidContent = (errors: readonly ProblemError[], code = 'invalid-content') =>
  problem(422, code, summaryOf(errors), errors);

export const summaryOf = (errors: readonly ProblemError[]): string =>
  errors.length === 1
    ? `${errors[0]?.pointer || 'The body'}: ${errors[0]?.detail}`
    : `${errors.length} fields are not as expected.`;

const errorsOf = (type: new () => object, error: ValidationError): readonly ProblemError[] => {
  const schema = shapeOf(type, error.property);
  return schema === undefined
    ? problemErrors([error])
    : shapeErrors(schema, error.value, `/${error.property}`);
};
