import { z } from 'zod';

export const TOPICS = ['offers.v1', 'clearings.v1', 'settlements.v1'] as const;
export type Topic = (typeof TOPICS)[number];

/** One event type: its name, the version of its shape, the topic that carries it, its data. */
export interface EventDeclaration<Type extends string, Data extends z.ZodType> {
  readonly type: Type;
  readonly version: number;
  readonly topic: Topic;
  readonly data: Data;
  /** Shapes it had before, from version 1 on: what was recorded with them is kept for years. */
  readonly earlier: readonly EarlierShape[];
}

/** A shape that was published, and the upcaster beside it. */
export interface EarlierShape {
  readonly data: z.ZodType;
  /** Data of the next version; throws a `ZodError` where they are not of this shape. */
  readonly upcast: (data: unknown) => unknown;
}

export const earlierShape = <Old extends z.ZodType, Next extends z.ZodType>(
  data: Old,
  _next: Next,
  upcast: (data: z.infer<Old>) => z.infer<Next>,
): EarlierShape => ({ data, upcast: (read) => upcast(data.parse(read)) });

/** A shape that changed: its version is one more than the number of its earlier ones. */
export interface RevisedShape<Data extends z.ZodType> {
  readonly data: Data;
  readonly earlier: readonly EarlierShape[];
}

type Shape = z.ZodType | RevisedShape<z.ZodType>;
type DataOf<Declared extends Shape> = Declared extends RevisedShape<infer Data> ? Data : Declared;

/** A shape alone is version 1; one that changed is `{ data, earlier }`. */
export const declareEvents =
  (topic: Topic) =>
  <const Shapes extends Readonly<Record<string, Shape>>>(shapes: Shapes) =>
    Object.fromEntries(
      Object.entries(shapes).map(([type, shape]) => {
        const { data, earlier } = 'earlier' in shape ? shape : { data: shape, earlier: [] };
        return [type, { type, version: earlier.length + 1, topic, data, earlier }];
      }),
    ) as {
      readonly [Type in keyof Shapes & string]: EventDeclaration<
        Type,
        DataOf<Shapes[Type]> & z.ZodType
      >;
    };

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
