/** Colours tell A from B for everybody, also where red and green look alike. */
export const PAGE_STYLE = `
:root { --a: #0072b2; --b: #d55e00; --ink: #1b1f24; --soft: #5b6470; --line: #d8dde3; --paper: #fff; }
@media (prefers-color-scheme: dark) {
  :root { --a: #56b4e9; --b: #e69f00; --ink: #eceff3; --soft: #a3acb8; --line: #3a424c; --paper: #14181d; }
}
body { font: 15px/1.5 system-ui, sans-serif; color: var(--ink); background: var(--paper); margin: 0; }
main { max-width: 62rem; margin: 0 auto; padding: 1.5rem; }
h1 { font-size: 1.5rem; } h2 { font-size: 1.1rem; margin-top: 2rem; }
[lang=es] { display: block; font-weight: normal; font-size: .85em; color: var(--soft); }
.legend b { color: #fff; padding: .1rem .5rem; border-radius: .2rem; } b.a { background: #0072b2; } b.b { background: #b34f00; }
.wide { overflow-x: auto; } table { border-collapse: collapse; width: 100%; }
th, td { text-align: left; padding: .25rem .6rem; border-bottom: 1px solid var(--line); }
.number { text-align: right; font-variant-numeric: tabular-nums; white-space: nowrap; }
tr.wins td:nth-child(6) { color: var(--a); } tr.loses td:nth-child(6) { color: var(--b); }
svg { width: 100%; height: auto; } svg text { font-size: 11px; fill: var(--soft); }
.bar-a { fill: var(--a); } .bar-b { fill: var(--b); }
.line-a { stroke: var(--a); } .line-b { stroke: var(--b); stroke-dasharray: 4 2; }
.line-a, .line-b { fill: none; stroke-width: 1.5; } .axis { stroke: var(--line); }
`;
