import { applyDecorators } from '@nestjs/common';
import { ApiPropertyOptional } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import { IsInt, IsOptional, IsString, Max, Min } from 'class-validator';

/** A field of a query: entries on a page. */
export const Limit = (most: number, unlessSaid: number): PropertyDecorator =>
  applyDecorators(
    ApiPropertyOptional({ type: 'integer', minimum: 1, maximum: most, default: unlessSaid }),
    ...[IsOptional(), Type(() => Number), IsInt(), Min(1), Max(most)],
  );

/** A field of a query: where the page begins. */
export const Cursor = (): PropertyDecorator =>
  applyDecorators(
    ApiPropertyOptional({ description: '`nextCursor` of the page before.' }),
    ...[IsOptional(), IsString()],
  );
