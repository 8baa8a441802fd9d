import { isPerPeriod, itemsOf, optionsOf, type SchemaNode } from './case-schema.js';

/** What a place of the schema takes, as words that follow "expected": `a number ≥ 0`. */
export const expectationOf = (node: SchemaNode): string => {
  if (!node.anyOf) return plainExpectation(node);
  if (isPerPeriod(node))
    return `${node.anyOf
      .filter((option) => !itemsOf(option))
      .map(plainExpectation)
      .join(' or ')}, or an array of one per period`;
  return node.anyOf.map(plainExpectation).join(' or ');
};

/** What stands instead of a field that the schema does not know. */
export const noSuchField = (parent: SchemaNode): string =>
  parent.anyOf
    ? `either ${optionsOf(parent).map(fieldsOf).filter(Boolean).join(' or ')}`
    : `no field of this name; there are ${Object.keys(parent.properties ?? {}).join(', ')}`;

const plainExpectation = (node: SchemaNode): string => {
  if (node.const !== undefined) return JSON.stringify(node.const);
  if (node.enum) return `one of ${node.enum.map((word) => JSON.stringify(word)).join(', ')}`;
  switch (node.type) {
    case 'number':
      return `a number${boundsOf(node)}`;
    case 'integer':
      return `a whole number${boundsOf(node)}`;
    case 'string':
      return (node.pattern && node.description) || 'text';
    case 'array':
      return `an array${node.minItems === 1 ? ' of at least one' : ''}${itemTitle(node)}`;
    case 'object':
      return `an object ${fieldsOf(node)}`;
    default:
      return 'a value of the schema';
  }
};

const boundsOf = (node: SchemaNode): string => {
  const bounds = [
    bound('≥', node.minimum),
    bound('>', node.exclusiveMinimum),
    bound('≤', node.maximum),
    bound('<', node.exclusiveMaximum),
  ].filter((text) => text !== '');
  return bounds.length === 0 ? '' : ` ${bounds.join(' and ')}`;
};

const bound = (sign: string, limit: number | boolean | undefined): string =>
  typeof limit === 'number' && Number.isFinite(limit) ? `${sign} ${limit}` : '';

const itemTitle = (node: SchemaNode): string => {
  const title = itemsOf(node)?.title;
  return title ? ` ${title.toLowerCase()}` : '';
};

/** `{max, cost, min?}` */
const fieldsOf = (node: SchemaNode): string => {
  const required = new Set(node.required);
  const names = Object.keys(node.properties ?? {});
  if (names.length === 0) return '';
  return `{${names.map((name) => (required.has(name) ? name : `${name}?`)).join(', ')}}`;
};
