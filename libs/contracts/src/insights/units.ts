import { z } from 'zod';

/** Fields that answers share; each says what it is in. */
export const text = z.string();
export const count = z.int();
export const wh = z.number().meta({ unit: 'Wh' });
export const kw = z.number().meta({ unit: 'kW' });
export const micros = z.number().meta({ unit: '10⁻⁶ currency/kWh' });
/** Decimal text, since it must stay exact. */
export const nanos = z.string().meta({ unit: '10⁻⁹ currency', pattern: '^-?[0-9]+$' });
export const at = z.string().meta({ format: 'date-time' });

/** A list, and where its next page starts. */
export const pageOf = <Item extends z.ZodType>(item: Item) =>
  z.object({ items: z.array(item), nextCursor: text.optional() });
