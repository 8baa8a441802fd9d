import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { reportPage } from './report-page.js';
import { dayAnswer, dayMarket, failedAnswer } from './testing/day-market.js';

const HOSTILE = `</script><img src=x onerror=alert(1)> & "quoted" $& <!-- {{data}}`;

const dataOf = (html: string): { head: { name: string; note: string } } =>
  JSON.parse(
    /<script id="data" type="application\/json">(.*?)<\/script>/s.exec(html)?.[1] ?? '',
  ) as { head: { name: string; note: string } };

describe('the report page', () => {
  const html = reportPage(dayMarket(), dayAnswer());

  it('is a page with the name of the case as its title', () => {
    expect(html).toMatch(/^<!doctype html>/);
    expect(html).toContain('<title>two hours · trueque</title>');
  });

  it('has everything inside and asks for nothing', () => {
    const markup = html.replace(/(<script[^>]*>).*?<\/script>/gs, '$1');
    expect(markup).not.toMatch(/\b(src|href)="(?!data:|#)/);
    expect(markup).not.toMatch(/@import|url\(/);
    expect(markup).not.toMatch(/<!-- \w+ -->/);
    expect(markup).toContain("default-src 'none'");
  });

  it('carries the numbers of the clearing', () =>
    expect(dataOf(html)).toMatchObject({
      head: { resultHash: 'a1b2c3', objective: 0.5 },
      trades: { count: 4 },
    }));

  it('carries the explanation where the market could not be served', () =>
    expect(dataOf(reportPage(dayMarket(), failedAnswer()))).toMatchObject({
      head: { status: 'infeasible', objective: null },
      explanation: [{ community: 'B', message: 'load 4 kW, reachable supply 3 kW' }],
    }));

  it('never lets the text of a case file become markup', () => {
    const hostile = reportPage(dayMarket({ note: HOSTILE }), dayAnswer({ case: HOSTILE }));
    expect(hostile.includes('<img src=x')).toBe(false);
    expect(hostile.match(/<\/script>/g)).toHaveLength(html.match(/<\/script>/g)?.length ?? 0);
    expect(dataOf(hostile).head).toMatchObject({ name: HOSTILE, note: HOSTILE });
  });

  it('is written in English and in Spanish, with the same blanks to fill in', () => {
    const textsOf = (name: string) =>
      [
        ...readFileSync(join(__dirname, 'page', name), 'utf8').matchAll(
          /^ {2}(\w+):\s+(['"])(.*)\2,$/gm,
        ),
      ].map(([, key, , text]) => [key, (text?.match(/\{\w+\}/g) ?? []).sort().join()]);
    expect(textsOf('words-es.mjs')).toEqual(textsOf('words-en.mjs'));
    expect(textsOf('words-en.mjs').length).toBeGreaterThan(80);
  });

  it('has words for everything that it says', () => {
    const folder = join(__dirname, 'page');
    const scripts = readdirSync(folder, { recursive: true, encoding: 'utf8' })
      .filter((name) => name.endsWith('.mjs'))
      .map((name) => readFileSync(join(folder, name), 'utf8'));
    const english = readFileSync(join(folder, 'words-en.mjs'), 'utf8');
    const said = scripts.flatMap((text) => [...text.matchAll(/\bword\(\s*'(\w+)'/g)]);
    const missing = said.map(([, key]) => key).filter((key) => !english.includes(`\n  ${key}:`));
    expect(missing).toEqual([]);
  });
});
