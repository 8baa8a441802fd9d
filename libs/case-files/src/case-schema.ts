import { caseFileSchema } from '@trueque/contracts';
import { z } from 'zod';
import { isRecord, type JsonPath } from './json-pointer.js';

/** One node of the JSON Schema that the declaration of the case file generates. */
export type SchemaNode = z.core.JSONSchema.JSONSchema;

let generated: SchemaNode | undefined;

/** Generated once, and only when something is wrong: it knows how to say what was expected. */
const caseSchema = (): SchemaNode =>
  (generated ??= z.toJSONSchema(caseFileSchema, { io: 'input' }));

/** The node for a place in a document; the document says which option of a union was meant. */
export const schemaAt = (path: JsonPath): SchemaNode | undefined =>
  path.reduce<SchemaNode | undefined>((node, step) => node && childOf(node, step), caseSchema());

const childOf = (node: SchemaNode, step: PropertyKey): SchemaNode | undefined =>
  optionsOf(node)
    .map((option) =>
      typeof step === 'number' ? itemsOf(option) : asNode(option.properties?.[String(step)]),
    )
    .find((child) => child !== undefined);

/** A node is its own only option, unless it is a union. */
export const optionsOf = (node: SchemaNode): readonly SchemaNode[] => node.anyOf ?? [node];

export const itemsOf = (node: SchemaNode): SchemaNode | undefined =>
  Array.isArray(node.items) ? undefined : asNode(node.items);

const asNode = (node: SchemaNode | boolean | undefined): SchemaNode | undefined =>
  typeof node === 'boolean' ? undefined : node;

/** A single value for all periods, or one a period. */
export const isPerPeriod = (node: SchemaNode): boolean => node.anyOf?.some(itemsOf) ?? false;

export interface Series {
  readonly path: JsonPath;
  readonly values: readonly unknown[];
}

/** Every array of a document that has one value a period, where a single one would do, too. */
export const seriesIn = (document: unknown): Generator<Series> =>
  seriesUnder(document, caseSchema(), []);

function* seriesUnder(value: unknown, node: SchemaNode, path: JsonPath): Generator<Series> {
  if (Array.isArray(value) && isPerPeriod(node)) {
    yield { path, values: value };
    return;
  }
  for (const [step, member] of membersOf(value)) {
    // Most members are words and numbers, in which there is nothing.
    if (typeof member !== 'object') continue;
    const child = childOf(node, step);
    if (child) yield* seriesUnder(member, child, [...path, step]);
  }
}

const membersOf = (value: unknown): Iterable<readonly [PropertyKey, unknown]> => {
  if (Array.isArray(value)) return value.entries();
  return isRecord(value) ? Object.entries(value) : [];
};
