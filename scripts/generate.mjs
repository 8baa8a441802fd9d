/**
 * Writes what is made from declarations in the code: the case file's JSON Schema, one schema per
 * event, AsyncAPI, OpenAPI and its rows for the dashboard. Examples of published events are given the
 * digest of their shape, once and for ever. `--check` writes nothing and says which file is not fresh.
 */
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { format, resolveConfig } from 'prettier';
import { apiRows } from './api-rows.mjs';
import { filesUnder, root } from './sources.mjs';
import { billOfMaterials, licenceList, unacceptedLicences } from './supply-chain.mjs';

const require = createRequire(import.meta.url);
const load = (path) => require(path.startsWith('@') ? path : join(root, 'dist', path));
const { z } = await import('zod');
const { caseFileSchema, eventCatalogue, publishedShapes, shapeDigest } = load(
  'libs/contracts/src/index.js',
);

const dialect = 'https://json-schema.org/draft/2020-12/schema';
const asJsonSchema = (schema, title) => ({
  $schema: dialect,
  title,
  ...z.toJSONSchema(schema, { io: 'input' }),
});

const events = Object.values(eventCatalogue);
const schemaFileOf = ({ type, version }) => `${type}.v${version}.schema.json`;

const text = { type: 'string' };
const instant = { type: 'string', format: 'date-time' };
const count = { type: 'string', pattern: '^[0-9]+$' };

/** As `libs/kafka` writes them; what is not in the specification of CloudEvents is an extension. */
const attributes = {
  'content-type': { const: 'application/json' },
  ce_specversion: { const: '1.0' },
  ce_id: { type: 'string', format: 'uuid' },
  ce_source: { ...text, description: '/markets/ and the market.' },
  ce_type: text,
  ce_subject: { ...text, description: 'The stream that the event belongs to.' },
  ce_time: { ...instant, description: 'When it happened.' },
  ce_partitionkey: { ...text, description: 'The market, which is also the key.' },
  ce_sequence: { ...count, description: 'Position in the log of the market, without gaps.' },
  ce_predecessors: {
    ...text,
    description:
      'For each topic, the position of the last event of the market before this one, 0 for none: offers.v1=4,clearings.v1=0,settlements.v1=0.',
  },
  ce_revision: { ...count, description: 'Position in its stream.' },
  ce_dataversion: count,
  ce_recordedtime: { ...instant, description: 'When it was stored.' },
  ce_causedby: { ...text, description: 'The request or the event that led to it.' },
  ce_correlationid: text,
  ce_actor: text,
  ce_hash: { ...text, description: 'SHA-256 of the chain up to this event, hex.' },
};

const cloudEvent = {
  type: 'object',
  description: 'CloudEvents 1.0, binary mode: attributes are headers, the body is the data.',
  required: Object.keys(attributes),
  properties: {
    ...attributes,
    ce_dataref: {
      ...text,
      description: 'Where the data are, when they are too long for a message; it has no body then.',
    },
  },
};

const headersOf = ({ type, version }) => ({
  allOf: [
    { $ref: '#/components/schemas/cloudEvent' },
    { properties: { ce_type: { const: type }, ce_dataversion: { const: String(version) } } },
  ],
});

const messageOf = (event) => [
  event.type,
  {
    name: event.type,
    contentType: 'application/json',
    payload: { $ref: `./${schemaFileOf(event)}` },
    headers: headersOf(event),
    bindings: { kafka: { key: { ...text, description: 'The market.' } } },
  },
];

const channelOf = (topic) => [
  topic,
  {
    address: topic,
    description: 'Key: the market, so that one market is read in order.',
    messages: Object.fromEntries(
      events
        .filter((event) => event.topic === topic)
        .map(({ type }) => [type, { $ref: `#/components/messages/${type}` }]),
    ),
  },
];

const deadChannelOf = (topic) => [
  `${topic}.dead`,
  {
    address: `${topic}.dead`,
    description:
      'What no consumer can read, as it came, with trueque_consumer and trueque_reason as headers besides.',
    messages: { dead: { $ref: '#/components/messages/dead' } },
  },
];

const deadMessage = {
  name: 'dead',
  headers: {
    type: 'object',
    required: ['trueque_consumer', 'trueque_reason'],
    properties: Object.fromEntries(
      ['consumer', 'reason', 'topic', 'partition', 'offset'].map((name) => [
        `trueque_${name}`,
        text,
      ]),
    ),
  },
};

const topics = [...new Set(events.map(({ topic }) => topic))];

const asyncApi = () => ({
  asyncapi: '3.0.0',
  info: { title: 'trueque', version: '1', description: 'What the four contexts tell each other.' },
  defaultContentType: 'application/json',
  channels: Object.fromEntries([...topics.map(channelOf), ...topics.map(deadChannelOf)]),
  components: {
    schemas: { cloudEvent },
    messages: { ...Object.fromEntries(events.map(messageOf)), dead: deadMessage },
  },
});

/** The API of everything in one process. Nothing is started: modules are only looked at. */
const openApi = async () => {
  const { NestFactory } = load('@nestjs/core');
  const { httpAdapter, openApiDocument } = load('libs/http/src/index.js');
  const { StandaloneModule } = load('apps/standalone/src/standalone.module.js');
  const module = StandaloneModule.forRoot({ databaseUrl: '', dataFolder: '', identity: {} });
  const app = await NestFactory.create(module, httpAdapter(), { preview: true, logger: false });
  return openApiDocument(app);
};

/** An example that somebody wrote, with the digest of the shape that it is the first example of. */
const fixtureOf = ({ data: shape, type, version }) => {
  const path = `libs/contracts/fixtures/${type}.v${version}.json`;
  if (!existsSync(join(root, path)))
    throw new Error(`${path} is missing: write {"data": …} there, an example of what ${type} says`);
  const { data, shape: published = shapeDigest(shape) } = JSON.parse(
    readFileSync(join(root, path), 'utf8'),
  );
  return [path, { shape: published, data }];
};

const rowsPath = 'apps/dashboard/src/api/rows.ts';
const style = await resolveConfig(join(root, 'package.json'));

const openApiFiles = async () => {
  const document = await openApi();
  return [
    ['docs/openapi.json', document],
    [rowsPath, await format(apiRows(document), { ...style, parser: 'typescript' })],
  ];
};

/** What the product is made of. A licence that nobody accepted stops here. */
const supplyChainFiles = async () => {
  const bill = billOfMaterials();
  const unaccepted = unacceptedLicences(bill);
  if (unaccepted.length > 0) throw new Error(`licences to look at: ${unaccepted.join('; ')}`);
  return [
    ['docs/sbom.cdx.json', bill],
    ['docs/licences.md', await format(licenceList(bill), { ...style, parser: 'markdown' })],
  ];
};

const documents = async () => [
  ...(await supplyChainFiles()),
  ['docs/schemas/trueque-case-1.schema.json', asJsonSchema(caseFileSchema, 'trueque-case/1')],
  ...publishedShapes().map((shape) => [
    `docs/events/${schemaFileOf(shape)}`,
    asJsonSchema(shape.data, shape.type),
  ]),
  ['docs/events/asyncapi.json', asyncApi()],
  ...(await openApiFiles()),
  ...publishedShapes().map(fixtureOf),
];

/** A document is written as JSON; a text is one already. */
const textOf = (document) =>
  typeof document === 'string' ? document : `${JSON.stringify(document, null, 2)}\n`;
const isFresh = ([path, document]) =>
  existsSync(join(root, path)) && readFileSync(join(root, path), 'utf8') === textOf(document);

const save = ([path, document]) => {
  mkdirSync(dirname(join(root, path)), { recursive: true });
  writeFileSync(join(root, path), textOf(document));
};

const wanted = await documents();
const stale = wanted.filter((entry) => !isFresh(entry)).map(([path]) => path);
const left = [...filesUnder('docs/events'), ...filesUnder('docs/schemas')].filter(
  (path) => path.endsWith('.json') && !wanted.some(([known]) => known === path),
);

if (process.argv.includes('--check')) {
  for (const path of stale) console.error(`${path} is not what the code says`);
  for (const path of left) console.error(`${path} belongs to nothing in the code`);
  if (stale.length + left.length > 0) console.error('run: npm run generate');
  process.exitCode = stale.length + left.length > 0 ? 1 : 0;
} else {
  wanted.forEach(save);
  for (const path of left) rmSync(join(root, path));
  console.error(`wrote ${wanted.length} files, ${stale.length} of them changed`);
}
process.exit();
