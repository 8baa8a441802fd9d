/** Colours tell A from B, and who wins from who loses, also where red and green look alike. */
export const PAGE_STYLE = `
:root { color-scheme: light dark; --a: #2374cf; --b: #c96a06; --wins: #17835a; --loses: #b3372b; --ink: #17211c;
  --soft: #56625b; --line: #dce3de; --ground: #f4f6f4; --surface: #fff; }
@media (prefers-color-scheme: dark) {
  :root { --a: #62a8f5; --b: #e9ab45; --wins: #45bf85; --loses: #f0877b; --ink: #e8efeb; --soft: #9daca4;
    --line: #29332e; --ground: #0e1311; --surface: #161d1a; }
}
* { box-sizing: border-box; }
body { font: 15px/1.5 system-ui, sans-serif; color: var(--ink); background: var(--ground); margin: 0; }
main { max-width: 66rem; margin: 0 auto; padding: 2rem 1.25rem 4rem; }
h1 { font-size: 1.65rem; line-height: 1.2; margin: 0 0 .75rem; } h2 { font-size: 1.08rem; margin: 0 0 .9rem; }
[lang=es] { display: block; font-weight: normal; font-size: .82em; color: var(--soft); }
.explain { color: var(--soft); margin: -.5rem 0 .9rem; max-width: 46rem; }
.runs { display: grid; gap: .4rem; margin: 0 0 1.5rem; } .runs dt, .runs dd { display: inline; margin: 0; }
.runs dt { font-weight: 650; color: #fff; border-radius: .35rem; padding: .05rem .5rem; margin-right: .5rem; }
.runs .a { background: #1c5fae; } .runs .b { background: #a15504; }
section { background: var(--surface); border: 1px solid var(--line); border-radius: .8rem; padding: 1.2rem 1.3rem;
  margin-top: 1.1rem; }
.tiles { display: grid; grid-template-columns: repeat(auto-fit, minmax(11.5rem, 1fr)); gap: .8rem; margin: 0; padding: 0;
  list-style: none; }
.tiles li { background: var(--surface); border: 1px solid var(--line); border-radius: .8rem; padding: .8rem 1rem; }
.tiles b { display: block; font-size: 1.5rem; line-height: 1.3; font-variant-numeric: tabular-nums; font-weight: 640; }
.tiles span { color: var(--soft); font-size: .88rem; }
.better { color: var(--wins) !important; } .worse { color: var(--loses) !important; }
.wide { overflow-x: auto; } table { border-collapse: collapse; width: 100%; font-size: .93rem; }
th { color: var(--soft); font-weight: 560; font-size: .85rem; white-space: nowrap; }
th, td { text-align: left; padding: .35rem .6rem; border-bottom: 1px solid var(--line); vertical-align: top; }
tbody tr:last-child td { border-bottom: 0; } td:first-child { font-weight: 560; }
.number { text-align: right; font-variant-numeric: tabular-nums; white-space: nowrap; }
tr.community td { background: var(--ground); }
.badge { border: 1px solid; border-radius: 1rem; padding: 0 .55rem; font-size: .85rem; white-space: nowrap; }
.badge.wins { color: var(--wins); } .badge.loses { color: var(--loses); } .badge.even { color: var(--soft); }
svg { display: block; width: 100%; height: auto; } svg text { font: 12px system-ui, sans-serif; fill: var(--soft); }
svg .name { text-anchor: end; fill: var(--ink); } svg .tick { text-anchor: middle; font-size: 11px; }
rect.a { fill: var(--a); } rect.b { fill: var(--b); } rect.wins { fill: var(--wins); } rect.loses { fill: var(--loses); }
.line-a { stroke: var(--a); } .line-b { stroke: var(--b); stroke-dasharray: 6 3; }
.line-a, .line-b { fill: none; stroke-width: 2; } .axis { stroke: var(--soft); } .rule { stroke: var(--line); }
footer { color: var(--soft); font-size: .88rem; margin-top: 1.5rem; }
@media print { body { background: none; } section, .tiles li { break-inside: avoid; } }
`;
