import { InvalidArgumentError } from 'commander';

/** A local day such as 2026-01-31. */
export const localDate = (text: string): string => {
  const isDate = /^\d{4}-\d{2}-\d{2}$/.test(text) && !Number.isNaN(Date.parse(`${text}T00:00:00Z`));
  if (isDate) return text;
  throw new InvalidArgumentError('expected a date such as 2026-01-31.');
};
