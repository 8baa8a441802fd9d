import type { AuctionDelivery } from '@trueque/contracts';
import { useLanguage, useWords } from '../words/language';
import { partWords } from '../parts/words';
import { useChosenIfAny } from './market';

type Words = (typeof partWords)['en'];

/** Which runs the numbers come from, and how firm their prices are. */
export const useProvenance = (): { readonly run: string; readonly status: string } => {
  const chosen = useChosenIfAny();
  const words = useWords(partWords);
  const language = useLanguage();
  if (chosen === undefined) return { run: '', status: words.status.none };
  const { deliveries, scope, market } = chosen;
  const shown = deliveries.filter(
    ({ auctionId }) => scope.auction === undefined || auctionId === scope.auction,
  );
  return { run: runOf(shown, market.marketId, words), status: statusOf(shown, words, language) };
};

const HASH_LETTERS = 8;

const runOf = (shown: readonly AuctionDelivery[], marketId: string, words: Words): string => {
  const [only] = shown;
  if (only === undefined) return marketId;
  if (shown.length > 1) return `${marketId}: ${words.runsLabel(String(shown.length))}`;
  const latest = only.runs.at(-1)?.runId ?? `${marketId}/${only.auctionId}`;
  const hash = only.resultHash?.slice(0, HASH_LETTERS);
  return hash === undefined
    ? words.runLabel(latest)
    : `${words.runLabel(latest)} · ${words.resultLabel(hash)}`;
};

/** The firmness of one auction's prices. */
export const statusKey = ({ state, runs }: AuctionDelivery): keyof Words['status'] => {
  if (state === 'settled')
    return runs.some(({ kind }) => kind === 'metered') ? 'settledMetered' : 'settledCleared';
  return state in STATES ? STATES[state]! : 'none';
};

const STATES: Readonly<Record<string, keyof Words['status']>> = {
  open: 'open',
  suspended: 'suspended',
  'gate-closed': 'gate-closed',
  clearing: 'gate-closed',
  cleared: 'cleared',
  fallback: 'fallback',
  'under-review': 'under-review',
  published: 'cleared',
  failed: 'failed',
  cancelled: 'cancelled',
};

const statusOf = (shown: readonly AuctionDelivery[], words: Words, language: string): string => {
  const counts = new Map<string, number>();
  for (const delivery of shown) {
    const text = words.status[statusKey(delivery)];
    counts.set(text, (counts.get(text) ?? 0) + 1);
  }
  if (counts.size === 0) return words.status.none;
  const [only] = counts.keys();
  if (counts.size === 1) return only ?? '';
  return [...counts].map(([text, count]) => `${count.toLocaleString(language)} ${text}`).join(', ');
};
