/** Steps from the root of a JSON document to one of its values. */
export type JsonPath = readonly PropertyKey[];

/** RFC 6901. */
export const pointerOf = (path: JsonPath): string =>
  path.map((step) => `/${String(step).replaceAll('~', '~0').replaceAll('/', '~1')}`).join('');

/** `undefined` where nothing stands. */
export const valueAt = (document: unknown, path: JsonPath): unknown =>
  path.reduce<unknown>((value, step) => memberOf(value, step), document);

export const isRecord = (value: unknown): value is Readonly<Record<PropertyKey, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const memberOf = (value: unknown, step: PropertyKey): unknown => {
  if (Array.isArray(value)) return typeof step === 'number' ? value[step] : undefined;
  return isRecord(value) && Object.hasOwn(value, step) ? value[step] : undefined;
};
