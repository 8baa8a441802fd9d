import { InvalidArgumentError } from 'commander';

/** Reads an option that counts from 1. */
export const wholeNumber = (text: string): number => {
  const number = Number(text);
  if (/^\d+$/.test(text) && Number.isSafeInteger(number) && number >= 1) return number;
  throw new InvalidArgumentError('Expected a whole number from 1.');
};
