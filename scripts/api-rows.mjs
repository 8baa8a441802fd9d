/** Types of the rows that the API answers, from its OpenAPI description: what the dashboard reads. */

/** Schemas that screens read; what `contracts` declares they import from there. */
const WANTED = [
  ...['MarketRow', 'CommunityRow', 'AuctionRow', 'StatementLineRow', 'MarketNoticeRow'],
  ...['ReplayView', 'MeasureView', 'OutcomeView', 'PriceShareView', 'ComparisonView'],
];

const nameOf = ({ $ref, enum: known, oneOf }) => {
  if ($ref) return $ref.split('/').at(-1);
  if (known)
    return known
      .filter((value) => value !== null)
      .map((value) => `'${value}'`)
      .join(' | ');
  return oneOf?.map(typeOf).join(' | ');
};

const typeOf = (schema) => {
  const { items, properties } = schema;
  const types = [schema.type].flat();
  const isNullable = types.includes('null') || schema.anyOf?.some(({ type }) => type === 'null');
  if (schema.anyOf && isNullable) return `${typeOf(schema.anyOf[0])} | null`;
  const [type] = types;
  const plain = () => {
    if (type === 'integer' || type === 'number') return 'number';
    if (type === 'boolean') return 'boolean';
    if (type === 'array') return `readonly (${typeOf(items)})[]`;
    if (type === 'object' && properties) return `{ ${membersOf(schema).join(' ')} }`;
    return type === 'object' ? 'Readonly<Record<string, unknown>>' : 'string';
  };
  const text = nameOf(schema) ?? plain();
  return isNullable ? `${text} | null` : text;
};

/** What an answer may leave out is optional here too; where nothing is said of it, nothing is. */
const membersOf = ({ properties, required = Object.keys(properties) }) =>
  Object.entries(properties).flatMap(([name, schema]) => [
    ...(schema.description ? [`/** ${schema.description} */`] : []),
    `readonly ${name}${required.includes(name) ? '' : '?'}: ${typeOf(schema)};`,
  ]);

const interfaceOf = (name, schema) =>
  `export interface ${name} {\n${membersOf(schema)
    .map((line) => `  ${line}\n`)
    .join('')}}\n`;

export const apiRows = ({ components: { schemas } }) =>
  [
    '/** Generated from docs/openapi.json by `npm run generate`: what the API answers. */\n',
    ...WANTED.map((name) => interfaceOf(name, schemas[name])),
  ].join('\n');
