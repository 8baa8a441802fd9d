import type { MarketRules, PriceLimits } from '@trueque/contracts';
import type { Mtu } from '@trueque/kernel';
import type { Market } from './market.decider.js';

/** A limit or contract of a market that is given period by period. */
export interface MarketSeries {
  /** For a person: `importLimit of community C1`. */
  readonly name: string;
  readonly length: number;
}

/** What an auction needs to know of its market when it is scheduled. */
export interface MarketFacts {
  readonly mtu: Mtu;
  readonly rules: MarketRules;
  readonly currency: string;
  readonly series: readonly MarketSeries[];
  readonly limits?: PriceLimits | undefined;
}

/** Null where the market was never opened. Contracts count from the instant where delivery starts. */
export const marketFacts = (market: Market, deliveryStart: string): MarketFacts | null => {
  if (!market.opened) return null;
  const { mtu, rules, currency } = market.opened;
  const limits = market.communities
    .valueSeq()
    .flatMap(({ community }) => seriesOf(`community ${community.id}`, community));
  const terms = market.contracts
    .valueSeq()
    .filter(({ agreed, validTo }) => holdsAt(agreed.validFrom, validTo, deliveryStart))
    .flatMap(({ agreed }) => seriesOf(`contract ${agreed.contractId}`, agreed.contract));
  return { mtu, rules, currency, series: [...limits, ...terms] };
};

const seriesOf = (owner: string, fields: object): readonly MarketSeries[] =>
  Object.entries(fields).flatMap(([field, value]: [string, unknown]) =>
    Array.isArray(value) ? [{ name: `${field} of ${owner}`, length: value.length }] : [],
  );

const holdsAt = (validFrom: string, validTo: string | undefined, instant: string): boolean =>
  Date.parse(validFrom) <= Date.parse(instant) &&
  (validTo === undefined || Date.parse(instant) < Date.parse(validTo));
