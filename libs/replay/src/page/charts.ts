import { escaped, short, signed } from './markup.js';
import { scaleOf, ticksOf } from './scale.js';

const WIDTH = 900;
const LABELS = 150;
const HEIGHT = 260;
const TOP = 12;
const LEFT = 56;
const BOTTOM = 34;
const LABELS_MAX = 8;

export interface Pair {
  readonly label: string;
  readonly a: number;
  readonly b: number;
}

const svg = (height: number, title: string, content: string): string =>
  `<svg viewBox="0 0 ${WIDTH} ${height}" role="img" aria-label="${escaped(title)}">${content}</svg>`;

const at = (value: number): string => value.toFixed(1);

/** A bar from one place to another, either way. */
const bar = (kind: string, [from, to]: readonly [number, number], y: number, words: string) =>
  `<rect class="${kind}" x="${at(Math.min(from, to))}" y="${at(y)}" width="${at(Math.max(1, Math.abs(to - from)))}" height="10" rx="2"><title>${escaped(words)}</title></rect>`;

/** A pair of bars a row, A above B. */
export const pairedBars = (title: string, rows: readonly Pair[]): string => {
  const ticks = ticksOf([0, ...rows.flatMap(({ a, b }) => [a, b])], 5);
  const x = scaleOf(endsOf(ticks), [LABELS, WIDTH - 130]);
  const height = rows.length * 34 + 22;
  const lines = rows.map(({ label, a, b }, index) => {
    const y = index * 34 + 4;
    const end = Math.max(x(a), x(b), x(0)) + 8;
    return `<text class="name" x="${LABELS - 10}" y="${y + 16}">${escaped(label)}</text>
${bar('a', [x(0), x(a)], y, `${label}, A: ${short(a)}`)}${bar('b', [x(0), x(b)], y + 12, `${label}, B: ${short(b)}`)}
<text x="${at(end)}" y="${y + 16}">${short(a)} → ${short(b)}</text>`;
  });
  return svg(height, title, `${uprights(ticks, x, height - 20)}${lines.join('')}`);
};

/** What changes for each: to the left who pays less, to the right who pays more. */
export const changeBars = (
  title: string,
  rows: readonly { readonly label: string; readonly change: number }[],
): string => {
  const ticks = ticksOf([0, ...rows.map(({ change }) => change)], 6);
  const x = scaleOf(endsOf(ticks), [LABELS + 60, WIDTH - 70]);
  const height = rows.length * 24 + 22;
  const lines = rows.map(({ label, change }, index) => {
    const y = index * 24 + 4;
    const wins = change < 0;
    const place = wins ? `x="${at(x(change) - 6)}" text-anchor="end"` : `x="${at(x(change) + 6)}"`;
    return `<text class="name" x="${LABELS - 10}" y="${y + 10}">${escaped(label)}</text>
${bar(wins ? 'wins' : 'loses', [x(0), x(change)], y, `${label}: ${signed(change, 3)}`)}<text ${place} y="${y + 10}">${signed(change)}</text>`;
  });
  return svg(height, title, `${uprights(ticks, x, height - 20)}${lines.join('')}`);
};

const uprights = (ticks: readonly number[], x: (value: number) => number, height: number) =>
  ticks
    .map(
      (tick) =>
        `<line class="${tick === 0 ? 'axis' : 'rule'}" x1="${at(x(tick))}" x2="${at(x(tick))}" y1="0" y2="${height}"/><text class="tick" x="${at(x(tick))}" y="${height + 14}">${short(tick)}</text>`,
    )
    .join('');

/** Columns side by side over the same labels. */
export const pairedColumns = (title: string, rows: readonly Pair[]): string => {
  const ticks = ticksOf([0, ...rows.flatMap(({ a, b }) => [a, b])], 4);
  const y = scaleOf(endsOf(ticks), [HEIGHT - BOTTOM, TOP]);
  const slot = (WIDTH - LEFT - 10) / Math.max(1, rows.length);
  const width = Math.min(22, slot * 0.4);
  const column = (kind: string, value: number, x: number, words: string) =>
    `<rect class="${kind}" x="${at(x)}" y="${at(y(value))}" width="${at(width)}" height="${at(Math.max(0, y(0) - y(value)))}" rx="2"><title>${escaped(words)}</title></rect>`;
  const columns = rows.map(({ label, a, b }, index) => {
    const middle = LEFT + (index + 0.5) * slot;
    return `${column('a', a, middle - width, `${label}, A: ${short(a)}`)}${column('b', b, middle, `${label}, B: ${short(b)}`)}`;
  });
  const middles = rows.map(({ label }, index) => ({ label, x: LEFT + (index + 0.5) * slot }));
  return svg(HEIGHT, title, `${levels(ticks, y)}${columns.join('')}${footLabels(middles)}`);
};

/** Two lines over the same labels. */
export const pairedLines = (title: string, rows: readonly Pair[]): string => {
  const ticks = ticksOf(
    rows.flatMap(({ a, b }) => [a, b]),
    4,
  );
  const y = scaleOf(endsOf(ticks), [HEIGHT - BOTTOM, TOP]);
  const x = scaleOf([0, Math.max(1, rows.length - 1)], [LEFT + 14, WIDTH - 40]);
  const line = (kind: 'a' | 'b') =>
    `<polyline class="line-${kind}" points="${rows.map((row, index) => `${at(x(index))},${at(y(row[kind]))}`).join(' ')}"/>`;
  const places = rows.map(({ label }, index) => ({ label, x: x(index) }));
  return svg(HEIGHT, title, `${levels(ticks, y)}${line('a')}${line('b')}${footLabels(places)}`);
};

const levels = (ticks: readonly number[], y: (value: number) => number): string =>
  ticks
    .map(
      (tick) =>
        `<line class="rule" x1="${LEFT}" x2="${WIDTH}" y1="${at(y(tick))}" y2="${at(y(tick))}"/><text class="name" x="${LEFT - 8}" y="${at(y(tick) + 4)}">${short(tick)}</text>`,
    )
    .join('');

/** As many labels as have room. */
const footLabels = (places: readonly { readonly label: string; readonly x: number }[]): string => {
  const every = Math.ceil(places.length / LABELS_MAX);
  return places
    .filter((_, index) => index % every === 0)
    .map(
      ({ label, x }) =>
        `<text class="tick" x="${at(x)}" y="${HEIGHT - 12}">${escaped(label)}</text>`,
    )
    .join('');
};

const endsOf = (ticks: readonly number[]): readonly [number, number] => [
  ticks[0] ?? 0,
  ticks.at(-1) ?? 1,
];
