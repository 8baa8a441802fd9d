/** Types of the rows that the API answers, from its OpenAPI description: what the dashboard reads. */

/** Schemas that screens read; what `contracts` declares they import from there. */
const WANTED = [
  ...['MarketRow', 'CommunityRow', 'AuctionRow', 'StatementLineRow'],
  ...['ReplayView', 'MeasureView', 'OutcomeView', 'PriceShareView', 'ComparisonView'],
];

const nameOf = ({ $ref, enum: known, oneOf }) => {
  if ($ref) return $ref.split('/').at(-1);
  if (known) return known.map((value) => `'${value}'`).join(' | ');
  return oneOf?.map(typeOf).join(' | ');
};

const typeOf = (schema) => {
  const { type, nullable, items, properties } = schema;
  const plain = () => {
    if (type === 'integer' || type === 'number') return 'number';
    if (type === 'boolean') return 'boolean';
    if (type === 'array') return `readonly (${typeOf(items)})[]`;
    if (type === 'object' && properties) return `{ ${membersOf({ properties }).join(' ')} }`;
    return type === 'object' ? 'Readonly<Record<string, unknown>>' : 'string';
  };
  const text = nameOf(schema) ?? plain();
  return nullable ? `${text} | null` : text;
};

const membersOf = ({ properties }) =>
  Object.entries(properties).flatMap(([name, schema]) => [
    ...(schema.description ? [`/** ${schema.description} */`] : []),
    `readonly ${name}: ${typeOf(schema)};`,
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
