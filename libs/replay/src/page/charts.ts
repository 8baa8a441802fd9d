const WIDTH = 900;
const LABELS = 170;
const ROW = 30;
const HEIGHT = 260;
const MARGIN = 40;

export const escaped = (text: string): string =>
  text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);

/** A pair of bars a row, A above B; values below zero go to the left of the axis. */
export const barChart = (
  rows: readonly { readonly label: string; readonly a: number; readonly b: number }[],
): string => {
  const values = rows.flatMap(({ a, b }) => [a, b]);
  const [least, greatest] = [Math.min(0, ...values), Math.max(0, ...values)];
  const scale = (WIDTH - LABELS - 90) / (greatest - least || 1);
  const xOf = (value: number) => LABELS + (value - least) * scale;
  const bar = (value: number, y: number, name: string) =>
    `<rect class="bar-${name}" x="${Math.min(xOf(0), xOf(value)).toFixed(1)}" y="${y}" width="${Math.abs(xOf(value) - xOf(0)).toFixed(1)}" height="10"><title>${name.toUpperCase()}: ${value.toFixed(3)}</title></rect>`;
  const lines = rows.map(({ label, a, b }, index) => {
    const y = index * ROW;
    const at = Math.max(xOf(a), xOf(b), xOf(0)) + 4;
    return `<text x="${LABELS - 8}" y="${y + 16}" text-anchor="end">${escaped(label)}</text>${bar(a, y + 2, 'a')}${bar(b, y + 13, 'b')}<text x="${at.toFixed(1)}" y="${y + 16}">${short(a)} → ${short(b)}</text>`;
  });
  const height = Math.max(1, rows.length) * ROW;
  return `<svg viewBox="0 0 ${WIDTH} ${height}" role="img"><line class="axis" x1="${xOf(0)}" x2="${xOf(0)}" y1="0" y2="${height}"/>${lines.join('')}</svg>`;
};

/** Two lines over the same labels. */
export const lineChart = ({
  labels,
  a,
  b,
}: {
  readonly labels: readonly string[];
  readonly a: readonly number[];
  readonly b: readonly number[];
}): string => {
  const values = [...a, ...b];
  const [least, greatest] = [Math.min(...values), Math.max(...values)];
  const step = (WIDTH - 2 * MARGIN) / Math.max(1, labels.length - 1);
  const yOf = (value: number) =>
    HEIGHT - MARGIN - ((value - least) / (greatest - least || 1)) * (HEIGHT - 2 * MARGIN);
  const path = (series: readonly number[], name: string) =>
    `<polyline class="line-${name}" points="${series.map((value, index) => `${(MARGIN + index * step).toFixed(1)},${yOf(value).toFixed(1)}`).join(' ')}"/>`;
  const ends = `<text x="${MARGIN}" y="${HEIGHT - 8}">${escaped(labels[0] ?? '')}</text><text x="${WIDTH - MARGIN}" y="${HEIGHT - 8}" text-anchor="end">${escaped(labels.at(-1) ?? '')}</text>`;
  const scale = `<text x="2" y="${yOf(greatest)}">${short(greatest)}</text><text x="2" y="${yOf(least)}">${short(least)}</text>`;
  return `<svg viewBox="0 0 ${WIDTH} ${HEIGHT}" role="img">${path(a, 'a')}${path(b, 'b')}${ends}${scale}</svg>`;
};

const short = (value: number): string =>
  value.toLocaleString('en-US', { maximumSignificantDigits: 4 });
