import { applyDecorators, type Type, UseInterceptors } from '@nestjs/common';
import {
  ApiBadRequestResponse,
  ApiExtraModels,
  ApiNotFoundResponse,
  ApiOkResponse,
  ApiOperation,
  ApiTags,
  getSchemaPath,
} from '@nestjs/swagger';
import { EntityTags } from './entity-tags.js';

const problemContent = {
  content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
};

/** A controller of the read side: answers carry an ETag. */
export const ReadSide = (tag: string) => applyDecorators(ApiTags(tag), UseInterceptors(EntityTags));

/** Describes a method that answers a page of rows, as JSON or CSV. */
export const AnswersPage = (row: Type, summary: string) =>
  applyDecorators(
    ApiExtraModels(row),
    ApiOperation({ summary }),
    ApiOkResponse({
      description:
        'A page. `nextCursor` is absent on the last one; as CSV it is in the Link header.',
      content: {
        'application/json': {
          schema: {
            type: 'object',
            required: ['items'],
            properties: {
              items: { type: 'array', items: { $ref: getSchemaPath(row) } },
              nextCursor: { type: 'string', description: 'Opaque: the next page starts here.' },
            },
          },
        },
        'text/csv': { schema: { type: 'string' } },
      },
    }),
    ApiBadRequestResponse({ description: 'A parameter is not as described.', ...problemContent }),
    ApiNotFoundResponse({ description: 'Nothing of that name.', ...problemContent }),
  );

/** Describes a method that answers one document. */
export const AnswersOne = (row: Type, summary: string) =>
  applyDecorators(
    ApiOperation({ summary }),
    ApiOkResponse({ type: row }),
    ApiNotFoundResponse({ description: 'Nothing of that name.', ...problemContent }),
  );
