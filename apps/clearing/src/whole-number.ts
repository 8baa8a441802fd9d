import { ServiceConfigError } from '@trueque/service';

export type Environment = Readonly<Record<string, string | undefined>>;

interface Range {
  readonly byDefault: number;
  readonly max: number;
}

/** A number from 1 on that the environment may name. Throws `ServiceConfigError`. */
export const wholeNumber = (env: Environment, name: string, { byDefault, max }: Range): number => {
  const text = env[name] || String(byDefault);
  const value = Number(text);
  if (/^\d+$/.test(text) && value >= 1 && value <= max) return value;
  throw new ServiceConfigError(`${name} must be a number from 1 to ${max}; it is ${text}.`);
};
