import type { Demonstration } from './demonstration.js';
import { ApiRefusal, type MarketApi } from './market-api.js';

/** What the homes paid in the week, and what they would have paid under the other rules. */
export interface WeekComparison {
  readonly currency: string;
  readonly otherRules: string;
  readonly asItWas: number;
  readonly otherwise: number;
  readonly winners: number;
  readonly losers: number;
  /** Where the whole comparison is, for people and for programs. */
  readonly path: string;
}

interface ReplayAnswer {
  readonly replayId: string;
  readonly state: string;
  readonly detail: string | null;
}

interface ComparisonAnswer {
  readonly currency: string;
  readonly measures: readonly { readonly name: string; readonly a: number; readonly b: number }[];
  readonly peers: readonly { readonly result: string }[];
}

/** Replays the week as it was and under other rules, or takes the replays that are there. */
export const replayWeek = async (
  demonstration: Demonstration,
  api: MarketApi,
): Promise<WeekComparison> => {
  const { market, otherRules } = demonstration;
  const a = await replayed(market.marketId, {}, api);
  const b = await replayed(market.marketId, { rules: otherRules }, api);
  const path = `/markets/${market.marketId}/comparison?a=${a}&b=${b}`;
  const { currency, measures, peers } = await api.get<ComparisonAnswer>(path);
  const cost = measures.find(({ name }) => name === 'cost of the homes');
  const count = (wanted: string) => peers.filter(({ result }) => result === wanted).length;
  return {
    ...{ currency, path, otherRules: otherRules.name },
    ...{ asItWas: cost?.a ?? 0, otherwise: cost?.b ?? 0 },
    ...{ winners: count('wins'), losers: count('loses') },
  };
};

const replayed = async (marketId: string, order: object, api: MarketApi): Promise<string> => {
  const path = `/markets/${marketId}/replays`;
  const { replayId } = await api.post<ReplayAnswer>(path, `demonstration/replay`, order);
  await api.until<ReplayAnswer>(`${path}/${replayId}`, ({ state, detail }) => {
    if (state === 'failed') throw new ApiRefusal(`the replay ${replayId} failed: ${detail}`);
    return state === 'finished';
  });
  return replayId;
};

export const sentenceOf = (comparison: WeekComparison): string => {
  const { asItWas, otherwise, otherRules, currency, winners, losers } = comparison;
  const was = `in the week the homes paid ${asItWas.toFixed(2)} ${currency}`;
  const would = `under "${otherRules}" they would have paid ${otherwise.toFixed(2)}`;
  return `${was}; ${would}: ${winners} win, ${losers} lose. Why, and who:`;
};
