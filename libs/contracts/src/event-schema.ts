import { z } from 'zod';

export const TOPICS = ['offers.v1', 'clearings.v1', 'settlements.v1'] as const;
export type Topic = (typeof TOPICS)[number];

/** One event type: its name, the version of its shape, the topic that carries it, its data. */
export interface EventDeclaration<Type extends string, Data extends z.ZodType> {
  readonly type: Type;
  readonly version: number;
  readonly topic: Topic;
  readonly data: Data;
}

export const declareEvents =
  (topic: Topic) =>
  <const Shapes extends Readonly<Record<string, z.ZodType>>>(version: number, shapes: Shapes) =>
    Object.fromEntries(
      Object.entries(shapes).map(([type, data]) => [type, { type, version, topic, data }]),
    ) as { readonly [Type in keyof Shapes & string]: EventDeclaration<Type, Shapes[Type]> };

/** The union of records that a set of declarations describes. */
export type EventsOf<Declarations> = {
  [Type in keyof Declarations & string]: Declarations[Type] extends EventDeclaration<
    string,
    infer Data
  >
    ? { readonly type: Type; readonly data: z.infer<Data> }
    : never;
}[keyof Declarations & string];

/** Energy in Wh, direction is a word, so never negative. */
export const energyWh = z.int().nonnegative();
/** 10⁻⁶ currency per kWh; prices may fall below zero, energy may not. */
export const priceMicrosPerKwh = z.int();
/** 10⁻⁹ currency as a decimal string: too large for a JSON number that must stay exact. */
export const amountNanos = z.string().regex(/^-?\d+$/);
export const sha256 = z.string().regex(/^[0-9a-f]{64}$/);
export const instant = z.iso.datetime();
