/** Types of the rows that the API answers, from its OpenAPI description: what the dashboard reads. */

/** Schemas that screens read; what `contracts` declares they import from there. */
const WANTED = ['MarketRow', 'CommunityRow', 'AuctionRow', 'StatementLineRow'];

const typeOf = ({ type, nullable, items, properties, oneOf }) => {
  const plain = () => {
    if (oneOf) return oneOf.map(typeOf).join(' | ');
    if (type === 'integer' || type === 'number') return 'number';
    if (type === 'array') return `readonly (${typeOf(items)})[]`;
    if (type === 'object' && properties) return `{ ${membersOf({ properties }).join(' ')} }`;
    return type === 'object' ? 'Readonly<Record<string, unknown>>' : 'string';
  };
  return nullable ? `${plain()} | null` : plain();
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
