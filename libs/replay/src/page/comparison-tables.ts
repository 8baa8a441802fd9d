import type { Comparison, Outcome } from '../comparison/compare.js';
import { escaped, number, percent, signed } from './markup.js';

/** Every measure, A beside B. */
export const measureTable = ({ measures }: Comparison): string =>
  table(
    ['measure', 'unit', '#A', '#B', '#B − A'],
    measures.map(({ name, unit, a, b, change }) => {
      const shown = unit === 'share' ? percent : (value: number) => number(value, 2);
      const words = unit === 'share' ? '' : unit;
      const cells = [shown(a), shown(b), unit === 'share' ? percent(change) : signed(change)];
      return `<tr><td>${escaped(name)}</td><td>${escaped(words)}</td>${cells.map(numberCell).join('')}</tr>`;
    }),
  );

/** Who wins first; a community stands above its members. */
export const outcomeTable = ({ communities, peers, currency }: Comparison): string => {
  const byChange = (outcomes: readonly Outcome[]) =>
    outcomes.toSorted((one, other) => one.change - other.change);
  const known = new Set(communities.map(({ id }) => id));
  const rows = byChange(communities).flatMap((community) => [
    outcomeRow(community, 'community'),
    ...byChange(peers.filter((peer) => peer.community === community.id)).map((peer) =>
      outcomeRow(peer, 'peer'),
    ),
  ]);
  const others = byChange(peers.filter(({ community }) => !known.has(community)));
  return table(
    ['who', `#A, ${currency}`, `#B, ${currency}`, '#B − A', 'result', 'because it'],
    [...rows, ...others.map((peer) => outcomeRow(peer, 'peer'))],
  );
};

const outcomeRow = (outcome: Outcome, kind: 'community' | 'peer'): string => {
  const { id, a, b, change, result, reason } = outcome;
  const figures = [number(a, 2), number(b, 2), signed(change)].map(numberCell).join('');
  return `<tr class="${kind}"><td>${escaped(id)}</td>${figures}<td><span class="badge ${result}">${result}</span></td><td>${escaped(reason)}</td></tr>`;
};

const numberCell = (text: string): string => `<td class="number">${escaped(text)}</td>`;

/** A title that begins with # is of numbers. */
const table = (titles: readonly string[], rows: readonly string[]): string => {
  const heads = titles.map((title) =>
    title.startsWith('#')
      ? `<th class="number">${escaped(title.slice(1))}</th>`
      : `<th>${escaped(title)}</th>`,
  );
  return `<div class="wide"><table><thead><tr>${heads.join('')}</tr></thead><tbody>${rows.join('')}</tbody></table></div>`;
};
