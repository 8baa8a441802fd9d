import type { Period } from './replay-auction.js';

/** Name of a run's folder: the same question finds the same run. */
export const runName = (source: string, { from, to }: Period, rules: string): string => {
  const period = [from, to].map((at) => plain(at ?? '', '')).join('_');
  return [plain(source, '-'), period, plain(rules, '-')].filter((part) => part !== '_').join('.');
};

const plain = (text: string, instead: string): string =>
  text.replace(/[^\w.-]+/g, instead).replace(/^\.+/, '');
