import type { DivisionSettings } from '@trueque/clearing';
import { type Environment, wholeNumber } from './whole-number.js';

const PEERS_BY_DEFAULT = 250_000;
const DISTRICTS_BY_DEFAULT = 8;

/**
 * `CLEARING_DIVIDED_FROM`: peers from which on a market is cleared by all processes together, or `never`;
 * `CLEARING_DISTRICTS`: in how many districts at most.
 */
export const division = (env: Environment): DivisionSettings | undefined => {
  if (env['CLEARING_DIVIDED_FROM'] === 'never') return undefined;
  return {
    peersMin: wholeNumber(env, 'CLEARING_DIVIDED_FROM', {
      byDefault: PEERS_BY_DEFAULT,
      max: 1_000_000_000,
    }),
    districtsMax: wholeNumber(env, 'CLEARING_DISTRICTS', {
      byDefault: DISTRICTS_BY_DEFAULT,
      max: 1_000,
    }),
  };
};
