import { applyDecorators } from '@nestjs/common';
import {
  ApiBadRequestResponse,
  ApiNotFoundResponse,
  ApiOkResponse,
  ApiOperation,
} from '@nestjs/swagger';
import { z } from 'zod';

const problemContent = {
  content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
};

/** An answer's shape as OpenAPI 3.1 has it: JSON Schema as it is. */
export const answerSchema = (schema: z.ZodType): object => {
  const { $schema: _, ...rest } = z.toJSONSchema(schema);
  return rest;
};

/** Describes a method that answers what a schema of `contracts` declares. */
export const Answers = (schema: z.ZodType, summary: string) =>
  applyDecorators(
    ApiOperation({ summary }),
    ApiOkResponse({ content: { 'application/json': { schema: answerSchema(schema) } } }),
    ApiBadRequestResponse({ description: 'A parameter is not as described.', ...problemContent }),
    ApiNotFoundResponse({ description: 'Nothing of that name.', ...problemContent }),
  );
