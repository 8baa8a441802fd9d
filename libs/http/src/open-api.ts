import type { INestApplication } from '@nestjs/common';
import { DocumentBuilder, type OpenAPIObject, SwaggerModule } from '@nestjs/swagger';
import { defaultMetadataStorage } from 'class-transformer/cjs/storage.js';
import { validationMetadatasToSchemas } from 'class-validator-jsonschema';

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
    .build();
  const document = SwaggerModule.createDocument(app, config);
  return { ...document, components: withSchemas(document.components ?? {}) };
};

const DESCRIPTION =
  'Electricity traded between peers and communities. Errors are RFC 9457 problem documents with a ' +
  'stable `code`. POST takes an `Idempotency-Key`; lists page with `cursor` and also answer ' +
  '`Accept: text/csv`. Instants are UTC, energy is in Wh, prices in 10⁻⁶ currency per kWh.';

type Components = NonNullable<OpenAPIObject['components']>;

const withSchemas = (components: Components): Components => {
  const checked = validationMetadatasToSchemas({
    classTransformerMetadataStorage: defaultMetadataStorage,
    refPointerPrefix: '#/components/schemas/',
  });
  const described = Object.entries(components.schemas ?? {}).map(([name, schema]) => [
    name,
    checked[name] ?? schema,
  ]);
  return { ...components, schemas: { ...Object.fromEntries(described), ...checked, Problem } };
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
