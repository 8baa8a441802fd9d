import type { INestApplication } from '@nestjs/common';
import { DocumentBuilder, type OpenAPIObject, SwaggerModule } from '@nestjs/swagger';
import { defaultMetadataStorage } from 'class-transformer/cjs/storage.js';
import { validationMetadatasToSchemas } from 'class-validator-jsonschema';
import { completed } from './completed-document.js';

/**
 * OpenAPI 3.1 at `/openapi.json` and browsable at `/docs`. Schemas of bodies come from their
 * class-validator declarations, so that what is described is what is checked.
 */
export const openApi = (app: INestApplication): OpenAPIObject => {
  const document = openApiDocument(app);
  SwaggerModule.setup('docs', app, document, {
    jsonDocumentUrl: 'openapi.json',
    customSiteTitle: 'trueque API',
  });
  return document;
};

export const openApiDocument = (app: INestApplication): OpenAPIObject => {
  const config = new DocumentBuilder()
    .setOpenAPIVersion('3.1.0')
    .setTitle('trueque')
    .setDescription(DESCRIPTION)
    .setVersion('1')
    .setLicense('Apache-2.0', 'https://www.apache.org/licenses/LICENSE-2.0')
    .addServer('/')
    .addBearerAuth({
      type: 'http',
      description: 'An API key, or a token of the identity provider.',
    })
    .addSecurityRequirements('bearer')
    .build();
  const document = SwaggerModule.createDocument(app, config);
  return completed({ ...document, components: withSchemas(document.components ?? {}) });
};

const DESCRIPTION =
  'Electricity traded between peers and communities. Errors are RFC 9457 problem documents with a ' +
  'stable `code`. POST takes an `Idempotency-Key`; lists page with `cursor` and also answer ' +
  '`Accept: text/csv`. Instants are UTC, energy is in Wh, prices in 10⁻⁶ currency per kWh.';

type Components = NonNullable<OpenAPIObject['components']>;

type Schemas = NonNullable<Components['schemas']>;

const PREFIX = '#/components/schemas/';

/** A class that Swagger knows by name only is described by the checks that it makes. */
const withSchemas = (components: Components): Components => {
  const checked = validationMetadatasToSchemas({
    classTransformerMetadataStorage: defaultMetadataStorage,
    refPointerPrefix: PREFIX,
  }) as Schemas;
  const schemas: Schemas = { ...components.schemas, Problem };
  for (const name of Object.keys(schemas)) schemas[name] = checked[name] ?? schemas[name] ?? {};
  return { ...components, schemas: withReferenced(schemas, checked) };
};

/** Adds what the schemas refer to, and what that refers to. */
const withReferenced = (schemas: Schemas, known: Schemas): Schemas => {
  const named = JSON.stringify(schemas).matchAll(/"#\/components\/schemas\/([^"]+)"/g);
  const missing = [...named].flatMap(([, name = '']) =>
    name in schemas || known[name] === undefined ? [] : [[name, known[name]] as const],
  );
  return missing.length === 0
    ? schemas
    : withReferenced({ ...schemas, ...Object.fromEntries(missing) }, known);
};

const Problem = {
  type: 'object',
  required: ['type', 'title', 'status', 'code', 'detail', 'errors'],
  properties: {
    type: { type: 'string' },
    title: { type: 'string' },
    status: { type: 'integer' },
    code: { type: 'string', description: 'Stable: programs may depend on it.' },
    detail: { type: 'string', description: 'For people: what is wrong and the way out.' },
    errors: {
      type: 'array',
      items: {
        type: 'object',
        properties: { pointer: { type: 'string' }, detail: { type: 'string' } },
      },
    },
    correlationId: { type: 'string' },
  },
};
