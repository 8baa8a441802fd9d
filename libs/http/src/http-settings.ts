/** Bounds of what one process takes over HTTP; what is not said is as it is by default. */
export interface HttpOptions {
  /** Longest body that is read; more is answered with 413. */
  readonly bodyBytesMax?: number;
  /** Requests that one address may make within a minute; more are answered with 429. */
  readonly addressPerMinuteMax?: number;
  /** The same with one key, token or session. */
  readonly keyPerMinuteMax?: number;
}

/** Something in the environment that cannot be meant; the message says what is expected. */
export class HttpSettingsError extends Error {
  override readonly name = 'HttpSettingsError';
}

type Environment = Readonly<Record<string, string | undefined>>;

/** Reads `HTTP_ADDRESS_PER_MINUTE` and `HTTP_KEY_PER_MINUTE`. Throws `HttpSettingsError`. */
export const httpSettings = (env: Environment): HttpOptions => {
  const addressPerMinuteMax = countIn(env, 'HTTP_ADDRESS_PER_MINUTE');
  const keyPerMinuteMax = countIn(env, 'HTTP_KEY_PER_MINUTE');
  return {
    ...(addressPerMinuteMax !== undefined && { addressPerMinuteMax }),
    ...(keyPerMinuteMax !== undefined && { keyPerMinuteMax }),
  };
};

const countIn = (env: Environment, name: string): number | undefined => {
  const text = env[name];
  if (!text) return undefined;
  if (/^[1-9]\d{0,8}$/.test(text)) return Number(text);
  throw new HttpSettingsError(`${name} must be a number of requests, 1 or more; it is ${text}.`);
};
