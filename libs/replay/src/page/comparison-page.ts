import type { Comparison, Outcome } from '../comparison/compare.js';
import type { ComparedRuns } from '../comparison/compared-runs.js';
import { barChart, escaped, lineChart } from './charts.js';
import { PAGE_STYLE } from './page-style.js';

const BARS_MAX = 24;

/** A page that needs nothing but itself: no script, no network; charts are drawings in the text. */
export const comparisonPage = ({ a, b, comparison }: ComparedRuns): string => {
  const { currency, peers, communities, prices } = comparison;
  const dayOf = ({ start }: { start: string }) => start.slice(0, 10);
  return `<!doctype html>
<html lang="en"><head><meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escaped(`${comparison.a} against ${comparison.b}`)}</title>
<style>${PAGE_STYLE}</style></head><body><main>
<h1>Two rule sets side by side <span lang="es">Dos conjuntos de reglas, lado a lado</span></h1>
<p class="legend"><b class="a">A</b> ${escaped(comparison.a)} <b class="b">B</b> ${escaped(comparison.b)}</p>
${section('What changes', 'Qué cambia', measureTable(comparison))}
${section(
  `System cost of each auction, ${currency}`,
  'Costo de cada subasta',
  lineChart({
    labels: a.objectives.map(dayOf),
    a: a.objectives.map(({ objective }) => objective),
    b: b.objectives.map(({ objective }) => objective),
  }),
)}
${section(
  'Energy bought at each price, kWh',
  'Energía comprada a cada precio',
  barChart(
    prices.map(({ pricePerKwh, a: before, b: after }) => ({
      label: `${pricePerKwh.toFixed(2)} ${currency}/kWh`,
      a: before,
      b: after,
    })),
  ),
)}
${section(`What communities pay in all, ${currency}`, 'Lo que paga cada comunidad', barChart(mostChanged(communities)))}
${section(`What peers pay in all, ${currency}: those it changes most for`, 'Lo que paga cada participante', barChart(mostChanged(peers)))}
${section('Winners and losers', 'Quién gana y quién pierde', outcomeTable([...communities, ...peers], currency))}
</main></body></html>
`;
};

const section = (title: string, spanish: string, content: string): string =>
  `<section><h2>${escaped(title)} <span lang="es">${escaped(spanish)}</span></h2>${content}</section>`;

const mostChanged = (outcomes: readonly Outcome[]) =>
  outcomes
    .toSorted((one, other) => Math.abs(other.change) - Math.abs(one.change))
    .slice(0, BARS_MAX)
    .map(({ id, a, b }) => ({ label: id, a, b }));

const number = (value: number): string =>
  value.toLocaleString('en-US', { maximumFractionDigits: 3 });

const cells = (values: readonly (string | number)[]): string =>
  values
    .map((value) =>
      typeof value === 'number'
        ? `<td class="number">${number(value)}</td>`
        : `<td>${escaped(value)}</td>`,
    )
    .join('');

const table = (titles: readonly string[], rows: readonly string[]): string =>
  `<div class="wide"><table><thead><tr>${titles.map((title) => `<th>${escaped(title)}</th>`).join('')}</tr></thead><tbody>${rows.join('')}</tbody></table></div>`;

const measureTable = ({ measures }: Comparison): string =>
  table(
    ['measure', 'unit', 'A', 'B', 'B − A'],
    measures.map(({ name, unit, a, b, change }) => `<tr>${cells([name, unit, a, b, change])}</tr>`),
  );

const outcomeTable = (outcomes: readonly Outcome[], currency: string): string =>
  table(
    ['who', 'community', `A, ${currency}`, `B, ${currency}`, 'B − A', 'result', 'because it'],
    outcomes
      .toSorted((one, other) => one.change - other.change)
      .map(
        ({ id, community, a, b, change, result, reason }) =>
          `<tr class="${result}">${cells([id, community, a, b, change, result, reason])}</tr>`,
      ),
  );
