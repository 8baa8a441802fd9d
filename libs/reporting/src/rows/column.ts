import { ApiProperty, type ApiPropertyOptions } from '@nestjs/swagger';
import { isoInstant } from '@trueque/kernel';
import { Column, type ColumnOptions, PrimaryColumn } from 'typeorm';

/**
 * A read model's row is what the API answers: each decorator here says both how a field is kept
 * and what it means to a reader. Columns are the field's name in snake case.
 */
const field =
  (column: ColumnOptions, property: ApiPropertyOptions): PropertyDecorator =>
  (target, key) => {
    const name = columnName(String(key));
    if (column.primary)
      PrimaryColumn(KEY_TYPES[String(column.type)] ?? 'text', { name })(target, key);
    else Column({ ...column, name, nullable: property.nullable ?? false })(target, key);
    ApiProperty(property)(target, key);
  };

const columnName = (property: string): string =>
  property.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);

const KEY_TYPES: Readonly<Record<string, 'text' | 'int'>> = { text: 'text', int: 'int' };

interface FieldOptions {
  /** True where the fact may not be known yet. */
  readonly nullable?: boolean;
  /** Part of the row's key. Keys are listed in the order of their declaration. */
  readonly primary?: boolean;
}

/** Identifiers and words. */
export const Word = (
  description: string,
  { primary = false, nullable = false }: FieldOptions = {},
) => field({ type: 'text', primary }, { type: 'string', description, nullable });

/** Whole numbers that a count or an index needs. */
export const Count = (
  description: string,
  { primary = false, nullable = false }: FieldOptions = {},
) => field({ type: 'int', primary }, { type: 'integer', description, nullable });

const wholeNumber = {
  to: (value: number) => value,
  from: (value: string | null) => (value === null ? null : Number(value)),
};

/** Whole Wh or 10⁻⁶ currency per kWh: a bigint column, since a utility's hour exceeds 2³¹ Wh. */
export const Whole = (description: string, { nullable = false }: FieldOptions = {}) =>
  field({ type: 'bigint', transformer: wholeNumber }, { type: 'integer', description, nullable });

/** Floating-point numbers of the solver. */
export const Real = (description: string) =>
  field({ type: 'double precision' }, { type: 'number', description, nullable: true });

/** 10⁻⁹ currency, as a decimal string, since it must stay exact. */
export const Nanos = (description: string) =>
  field(
    { type: 'numeric', precision: 38, scale: 0 },
    { type: 'string', pattern: '^-?[0-9]+$', example: '-1250000000', description },
  );

const instant = {
  to: (value: string | null) => value,
  from: (value: Date | null) => (value === null ? null : isoInstant(value.getTime())),
};

/** RFC 3339 in UTC. */
export const Instant = (description: string, { nullable = false }: FieldOptions = {}) =>
  field(
    { type: 'timestamptz', transformer: instant },
    { type: 'string', format: 'date-time', description, nullable },
  );

/** A document of its own, as the events carry it. */
export const Document = (description: string, property: ApiPropertyOptions = anyObject) =>
  field({ type: 'json' }, { ...property, description });

const anyObject: ApiPropertyOptions = { type: 'object', additionalProperties: true };
