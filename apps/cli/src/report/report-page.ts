import type { CaseFile, ClearingAnswer } from '@trueque/contracts';
import { PAGE_KIT } from '@trueque/page-kit';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { inlineModules } from './inline-modules.js';
import { reportData } from './report-data.js';

const STYLES = ['tokens.css', 'page.css', 'tables.css'];

/**
 * One HTML page about a clearing that needs nothing beside it: charts, data and styles are inside,
 * and its policy lets it ask for nothing. What the case file says is only ever data in it.
 */
export const reportPage = (file: CaseFile, answer: ClearingAnswer): string => {
  const icon = encodeURIComponent(pageFile('icon.svg'));
  const parts: Readonly<Record<string, string>> = {
    title: `<title>${asText(answer.case)} · trueque</title>`,
    icon: `<link rel="icon" href="data:image/svg+xml,${icon}">`,
    styles: `<style>\n${STYLES.map(pageFile).join('\n')}</style>`,
    data: `<script id="data" type="application/json">${asData(reportData(file, answer))}</script>`,
    charts: asScript(readFileSync(require.resolve('echarts/dist/echarts.min.js'), 'utf8')),
    script: asScript(inlineModules('main.mjs', pageFile)),
  };
  return pageFile('page.html').replace(/<!-- (\w+) -->/g, (_, name: string) => parts[name] ?? '');
};

/** The report's own file, or the one that all pages share. */
const pageFile = (path: string): string => {
  const own = join(__dirname, 'page', path);
  return readFileSync(existsSync(own) ? own : join(PAGE_KIT, path), 'utf8');
};

const ENTITIES: Readonly<Record<string, string>> = { '<': '&lt;', '>': '&gt;', '&': '&amp;' };

const asText = (text: string): string => text.replace(/[<>&]/g, (sign) => ENTITIES[sign] ?? sign);

/** JSON in which no markup can begin: a `<` is written by its number. */
const asData = (data: unknown): string => JSON.stringify(data).replaceAll('<', '\\u003c');

/** A script that ends nowhere but at its end. */
const asScript = (script: string): string =>
  `<script>\n${script.replace(/<\/(script)/gi, '<\\/$1')}\n</script>`;
