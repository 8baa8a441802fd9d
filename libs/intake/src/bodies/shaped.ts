import { escapePointer, type ProblemError } from '@trueque/http';
import { getMetadataStorage, ValidateBy, ValidateIf } from 'class-validator';
import { JSONSchema } from 'class-validator-jsonschema';
import { z } from 'zod';

const SHAPED = 'shaped';
const shapes = new WeakMap<object, Map<PropertyKey, z.ZodType>>();

/**
 * A field whose shape another declaration has: that of the case file and the events. So what a file
 * says and what the API takes are one thing, in checks and in OpenAPI.
 */
export const Shaped =
  (schema: z.ZodType): PropertyDecorator =>
  (target, property) => {
    const fields = shapes.get(target) ?? new Map<PropertyKey, z.ZodType>();
    shapes.set(target, fields.set(property, schema));
    JSONSchema((source) => Object.assign(source, jsonSchemaOf(schema)))(target, String(property));
    const validator = {
      validate: (value: unknown) => schema.safeParse(value).success,
      defaultMessage: () => `${String(property)} must be ${schema.description ?? 'as described'}`,
    };
    ValidateBy({ name: SHAPED, validator })(target, property);
  };

/**
 * Whether a value is sound by declarations alone, where all fields of its class have one. False says
 * nothing: the full validation knows, and names the faults. Offers come by the thousand.
 */
export const isSound = (type: new () => object, value: object): boolean => {
  const fields = shapedOnly(type);
  return (
    fields !== undefined &&
    Object.keys(value).every((key) => fields.has(key)) &&
    [...fields].every(([key, { isOptional, schema }]) => {
      const member = memberOf(value, key);
      return member === undefined ? isOptional : schema.safeParse(member).success;
    })
  );
};

interface Field {
  readonly schema: z.ZodType;
  readonly isOptional: boolean;
}

const fieldsOf = new WeakMap<object, ReadonlyMap<PropertyKey, Field> | undefined>();

/** Undefined where a field of the class has other validators. */
const shapedOnly = (type: new () => object): ReadonlyMap<PropertyKey, Field> | undefined => {
  if (!fieldsOf.has(type)) fieldsOf.set(type, readFields(type));
  return fieldsOf.get(type);
};

const readFields = (type: new () => object): ReadonlyMap<PropertyKey, Field> | undefined => {
  const rules = getMetadataStorage().getTargetValidationMetadatas(type, '', false, false);
  const optional = new Set(
    rules.filter(({ type: kind }) => kind === CONDITIONAL).map(({ propertyName }) => propertyName),
  );
  const isShapedOnly = rules.every(
    ({ name, type: kind }) => kind === CONDITIONAL || name === SHAPED,
  );
  if (!isShapedOnly) return undefined;
  const { prototype }: { readonly prototype: object } = type;
  const schemas = [...(shapes.get(prototype) ?? [])];
  return new Map(
    schemas.map(([key, schema]) => [key, { schema, isOptional: optional.has(String(key)) }]),
  );
};

const CONDITIONAL = 'conditionalValidation';

/** The declaration of a field, if it is `Shaped`. */
export const shapeOf = (
  { prototype }: { readonly prototype: object },
  property: string,
): z.ZodType | undefined => shapes.get(prototype)?.get(property);

const jsonSchemaOf = (schema: z.ZodType): object => ({
  ...z.toJSONSchema(schema, { io: 'input' }),
  $schema: undefined,
});

/** May be left out; unlike `IsOptional` it may not be null. */
export const Maybe = (): PropertyDecorator => ValidateIf((_, value) => value !== undefined);

/** Everything that keeps a value from its shape, each with its pointer. */
export const shapeErrors = (
  schema: z.ZodType,
  value: unknown,
  parent: string,
): readonly ProblemError[] =>
  schema
    .safeParse(value)
    .error?.issues.flatMap((issue) => issueErrors(issue, { value, pointer: parent })) ?? [];

interface Place {
  readonly value: unknown;
  readonly pointer: string;
}

const issueErrors = (issue: z.core.$ZodIssue, place: Place): readonly ProblemError[] => {
  const { value, pointer } = issue.path.reduce(stepInto, place);
  if (issue.code === 'unrecognized_keys')
    return issue.keys.map((key) => ({
      pointer: `${pointer}/${escapePointer(key)}`,
      detail: `${key} is not a field that is known here`,
    }));
  const meant = issue.code === 'invalid_union' ? meantOption(issue.errors) : undefined;
  if (meant) return meant.flatMap((inner) => issueErrors(inner, { value, pointer }));
  return [{ pointer, detail: `${issue.message}; ${shown(value)}` }];
};

const stepInto = ({ value, pointer }: Place, step: PropertyKey): Place => ({
  value: memberOf(value, step),
  pointer: `${pointer}/${escapePointer(String(step))}`,
});

const memberOf = (value: unknown, step: PropertyKey): unknown =>
  typeof value === 'object' && value !== null
    ? Object.getOwnPropertyDescriptor(value, step)?.value
    : undefined;

/** Of the options of a union the one that the value comes closest to: right in kind, least wrong. */
const meantOption = (
  options: readonly (readonly z.core.$ZodIssue[])[],
): readonly z.core.$ZodIssue[] | undefined =>
  options
    .filter((issues) => !issues.some(({ code, path }) => code === 'invalid_type' && !path.length))
    .toSorted((a, b) => a.length - b.length)
    .at(0);

const shown = (value: unknown): string => {
  if (value === undefined) return 'it is missing';
  const text = typeof value === 'number' ? String(value) : JSON.stringify(value);
  return `it is ${text.length > 80 ? `${text.slice(0, 77)}...` : text}`;
};
