import type { Comparison } from '../comparison/compare.js';
import type { ComparedRuns } from '../comparison/compared-runs.js';
import type { RunTotals } from '../comparison/run-totals.js';
import { changeBars, pairedBars, pairedColumns, pairedLines } from './charts.js';
import { measureTable, outcomeTable } from './comparison-tables.js';
import { escaped, number, percent, signed } from './markup.js';
import { PAGE_STYLE } from './page-style.js';

/** A chart of more rows is no picture any more; the table has them all. */
const BARS_MAX = 40;

/** A page that needs nothing but itself: no script, no network; charts are drawings in the text. */
export const comparisonPage = ({ a, b, comparison }: ComparedRuns): string => `<!doctype html>
<html lang="en"><head><meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escaped(`${comparison.a} against ${comparison.b}`)}</title>
<style>${PAGE_STYLE}</style></head><body><main>
<h1>Two rule sets side by side <span lang="es">Dos conjuntos de reglas, lado a lado</span></h1>
<dl class="runs"><div><dt class="a">A</dt><dd>${escaped(comparison.a)}</dd></div><div><dt class="b">B</dt><dd>${escaped(comparison.b)}</dd></div></dl>
${tiles(comparison)}
${winnersAndLosers(comparison)}
${communities(comparison)}
${prices(comparison)}
${costs(a, b, comparison.currency)}
${section('All measures', 'Todas las medidas', '', measureTable(comparison))}
${section('Why', 'Por qué', 'Each change is taken apart into volumes and prices; the part that weighs most is named.', outcomeTable(comparison))}
<footer>${spanOf(a)} Peers do not change their offers because the rules change: this says what rules do to the same behaviour.
<span lang="es">Nadie cambia sus ofertas porque cambien las reglas: esto dice qué hacen las reglas con la misma conducta.</span></footer>
</main></body></html>
`;

const section = (title: string, spanish: string, explain: string, content: string): string =>
  `<section><h2>${escaped(title)} <span lang="es">${escaped(spanish)}</span></h2>${explain === '' ? '' : `<p class="explain">${escaped(explain)}</p>`}${content}</section>`;

/** What most people ask first. `better` is the direction in which a change is good news. */
const TILES: readonly (readonly [measure: string, better: 'less' | 'more'])[] = [
  ['cost of the homes', 'less'],
  ['system cost', 'less'],
  ['bought from the grid', 'less'],
  ['self-sufficiency', 'more'],
];

const tiles = (comparison: Comparison): string => {
  const figures = TILES.map(([name, better]) => {
    const measure = comparison.measures.find((each) => each.name === name);
    return measure === undefined ? '' : tile(measure, better);
  });
  const count = (wanted: string) =>
    comparison.peers.filter(({ result }) => result === wanted).length;
  const outcome = `<li><span>peers who win and lose</span><b>${count('wins')} : ${count('loses')}</b><span>${count('even')} are even</span></li>`;
  return `<ul class="tiles">${figures.join('')}${outcome}</ul>`;
};

const tile = (
  { name, unit, a, b, change }: Comparison['measures'][number],
  better: 'less' | 'more',
): string => {
  const isShare = unit === 'share';
  const value = isShare ? percent(b) : `${number(b, 2)} ${unit}`;
  const before = isShare ? percent(a) : number(a, 2);
  const moved = isShare ? `${signed(change * 100, 1)} points` : relative(a, change);
  const isEven = Math.abs(change) < Math.abs(a) / 2000;
  const mood = isEven ? '' : change < 0 === (better === 'less') ? 'better' : 'worse';
  return `<li><span>${escaped(name)}</span><b>${escaped(value)}</b><span>A: ${escaped(before)} · <span class="${mood}">${escaped(moved)}</span></span></li>`;
};

const relative = (before: number, change: number): string =>
  before === 0 ? signed(change) : `${signed((change / Math.abs(before)) * 100, 1)} %`;

const winnersAndLosers = ({ peers, currency }: Comparison): string => {
  const moved = peers.filter(({ result }) => result !== 'even');
  const most = moved
    .toSorted((one, other) => Math.abs(other.change) - Math.abs(one.change))
    .slice(0, BARS_MAX)
    .toSorted((one, other) => one.change - other.change);
  const title = `Winners and losers, ${currency}`;
  const left = moved.length - most.length;
  const more = left > 0 ? ` The ${BARS_MAX} it changes most for; ${left} more are below.` : '';
  const explain = `B less A: to the left who pays less in all, to the right who pays more.${more}`;
  const bars = most.map(({ id, change }) => ({ label: id, change }));
  return section(title, 'Quién gana y quién pierde', explain, changeBars(title, bars));
};

const communities = ({ communities: all, currency }: Comparison): string => {
  const title = `What communities pay in all, ${currency}`;
  const bars = all.slice(0, BARS_MAX).map(({ id, a, b }) => ({ label: id, a, b }));
  return section(title, 'Lo que paga cada comunidad', '', pairedBars(title, bars));
};

const prices = ({ prices: shares, currency }: Comparison): string => {
  const title = 'Energy bought at each price, kWh';
  const columns = shares.map(({ pricePerKwh, a, b }) => ({ label: pricePerKwh.toFixed(2), a, b }));
  const explain = `By price in ${currency} per kWh, in steps of 0.01.`;
  return section(title, 'Energía comprada a cada precio', explain, pairedColumns(title, columns));
};

const costs = (a: RunTotals, b: RunTotals, currency: string): string => {
  const title = `System cost of each auction, ${currency}`;
  const points = a.objectives.map(({ start, objective }, index) => ({
    label: start.slice(0, 10),
    ...{ a: objective, b: b.objectives[index]?.objective ?? objective },
  }));
  const drawing = points.length > 1 ? pairedLines(title, points) : pairedBars(title, points);
  return section(title, 'Costo de cada subasta', '', drawing);
};

const spanOf = ({ objectives }: RunTotals): string => {
  const [first, last] = [objectives[0]?.start.slice(0, 10), objectives.at(-1)?.start.slice(0, 10)];
  const days = first === last ? first : `${first} to ${last}`;
  return `${objectives.length} auctions, ${days}.`;
};
