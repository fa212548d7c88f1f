/** The page's look: light, dark, narrow and paper. No `<` or `&` may stand here: the text is put into the page as it is. */
export const style = `
:root {
  color-scheme: light dark;
  --page: #ffffff; --ink: #17212b; --soft: #55626f; --line: #d6dde3; --tint: #f3f6f7; --link: #0b5a8f;
  --baseline: #4a5764; --project: #1a66b3; --leakage: #a8500f; --less: #0f766a; --more: #b0361e; --warn: #8a4b00; --shade: rgb(23 33 43 / 0.15);
}
@media screen and (prefers-color-scheme: dark) {
  :root {
    --page: #11171d; --ink: #e8edf1; --soft: #a9b5c0; --line: #33404b; --tint: #1a232b; --link: #86c3f3;
    --baseline: #c5ced6; --project: #7ab6f5; --leakage: #f0a468; --less: #4fc3b1; --more: #f58a72; --warn: #f0b45f; --shade: rgb(0 0 0 / 0.6);
  }
}
* { box-sizing: border-box; }
html { -webkit-text-size-adjust: 100%; scroll-padding-top: 1rem; }
body {
  margin: 0; background: var(--page); color: var(--ink);
  font: 1rem/1.55 system-ui, -apple-system, 'Segoe UI', Roboto, 'Noto Sans', 'Liberation Sans', Arial, sans-serif;
  overflow-wrap: break-word;
}
main, footer { max-width: 62rem; margin: 0 auto; padding: 0 1.25rem; }
main { padding-top: 2.5rem; }
h1 { font-size: clamp(1.6rem, 1.1rem + 2.4vw, 2.5rem); line-height: 1.15; letter-spacing: -0.015em; margin: 0.35rem 0 0.75rem; text-wrap: balance; }
h2 { font-size: 1.35rem; line-height: 1.25; margin: 3rem 0 0.75rem; padding-top: 1rem; border-top: 2px solid var(--ink); }
h3 { font-size: 1.05rem; margin: 1.75rem 0 0.5rem; }
p { max-width: 46rem; margin: 0 0 0.9rem; }
a { color: var(--link); text-underline-offset: 0.15em; }
a:focus-visible, summary:focus-visible, .scroll:focus-visible { outline: 3px solid var(--link); outline-offset: 2px; }
code, pre { font-family: ui-monospace, SFMono-Regular, Menlo, Consolas, 'Liberation Mono', monospace; font-size: 0.86em; overflow-wrap: anywhere; }
.place { color: var(--soft); font-weight: 600; margin: 0; }
.about { display: flex; flex-wrap: wrap; gap: 0.3rem 2rem; margin: 0 0 1.5rem; padding: 0; color: var(--soft); font-size: 0.95rem; }
.about div { display: flex; gap: 0.4rem; }
.about dt { font-weight: 400; }
.about dd { margin: 0; color: var(--ink); font-weight: 600; }
.answer { font-size: clamp(1.15rem, 1rem + 0.7vw, 1.4rem); line-height: 1.45; max-width: 50rem; margin: 1.5rem 0 0.6rem; }
.answer strong { color: var(--less); white-space: nowrap; }
.answer.worse strong { color: var(--more); }
.figures { display: grid; grid-template-columns: repeat(auto-fit, minmax(12.5rem, 1fr)); gap: 1rem; margin: 1.5rem 0 2rem; }
.figures div { background: var(--tint); border-top: 4px solid var(--less); padding: 0.8rem 1rem 0.9rem; display: flex; flex-direction: column; }
.figures div.worse { border-top-color: var(--more); }
.figures dt { color: var(--soft); font-size: 0.92rem; line-height: 1.35; }
.figures dd { margin: auto 0 0; padding-top: 0.35rem; }
.figures b { display: block; font-size: 1.85rem; line-height: 1.15; letter-spacing: -0.01em; font-variant-numeric: tabular-nums; }
.figures span { color: var(--soft); font-size: 0.92rem; }
nav { margin: 1.75rem 0 0; font-size: 0.93rem; }
nav ul { display: flex; flex-wrap: wrap; gap: 0.25rem 1.1rem; list-style: none; margin: 0; padding: 0.7rem 0; border-top: 1px solid var(--line); border-bottom: 1px solid var(--line); }
figure { margin: 0; }
figcaption { color: var(--soft); font-size: 0.92rem; max-width: 46rem; margin-top: 0.6rem; }
.scenario { display: grid; grid-template-columns: repeat(auto-fit, minmax(15rem, 1fr)); gap: 0.75rem 1.75rem; margin: 1.5rem 0 0; }
.scenario dt { font-weight: 700; }
.scenario dd { margin: 0.1rem 0 0; }
.scenario div { border-left: 4px solid var(--line); padding-left: 0.8rem; }
.scenario .baseline { border-color: var(--baseline); }
.scenario .project { border-color: var(--project); }
.scenario .leakage { border-color: var(--leakage); }

.chart { display: block; width: 100%; height: auto; overflow: visible; font-family: inherit; }
.chart-narrow { display: none; max-width: 30rem; }
.chart text { fill: var(--ink); }
.chart .heading { font-weight: 700; }
.chart .unit, .chart .tick, .chart .kind { fill: var(--soft); }
.chart .kind { font-style: italic; }
.chart .tick, .chart .value { font-variant-numeric: tabular-nums; }
.chart .columns .value { font-size: 0.86em; }
.chart .grid { stroke: var(--line); stroke-width: 1; }
.chart .zero { stroke: var(--ink); stroke-width: 1.3; }
.chart .leader { stroke: var(--soft); stroke-width: 1; }
.chart .band rect { fill: var(--tint); }
.chart .line { fill: none; stroke-width: 2.5; stroke-linejoin: round; }
.chart .dashed { stroke-dasharray: 6 5; }
.chart .mark { stroke-width: 2; }
.chart .baseline .line, .chart .baseline .mark { stroke: var(--baseline); }
.chart .project .line, .chart .project .mark { stroke: var(--project); }
.chart .leakage .line, .chart .leakage .mark { stroke: var(--leakage); }
.chart .baseline .monitored { fill: var(--baseline); }
.chart .project .monitored { fill: var(--project); }
.chart .leakage .monitored { fill: var(--leakage); }
.chart .mark.projected { fill: var(--page); }
.chart .label .name { font-weight: 700; }
.chart .label.baseline .name { fill: var(--baseline); }
.chart .label.project .name { fill: var(--project); }
.chart .label.leakage .name { fill: var(--leakage); }
.chart .column rect { stroke-width: 1.5; }
.chart .less.monitored rect { fill: var(--less); }
.chart .more.monitored rect { fill: var(--more); }
.chart .column.less rect { stroke: var(--less); }
.chart .column.more rect { stroke: var(--more); }
.chart pattern .ground { fill: var(--page); }
.chart pattern.less .stripe { fill: var(--less); }
.chart pattern.more .stripe { fill: var(--more); }

.sankey { min-width: 46rem; }
.sankey .flow { fill-opacity: 0.4; fill: var(--baseline); }
.sankey .product { fill: var(--less); }
.sankey .landfill { fill: var(--leakage); }
.sankey .loss { fill: var(--project); }
.sankey .burnt { fill: var(--more); }
.sankey .place { fill: var(--ink); }
.sankey .name { font-weight: 700; }
.streams figure { margin-bottom: 1.5rem; }

.scroll {
  overflow-x: auto; margin: 0 0 1rem; max-width: 100%;
  /* a shadow at the side on which a wide table goes on */
  background: linear-gradient(to right, var(--page) 35%, transparent) 0 0 / 2.5rem 100% no-repeat local,
    linear-gradient(to left, var(--page) 35%, transparent) 100% 0 / 2.5rem 100% no-repeat local,
    linear-gradient(to right, var(--shade), transparent) 0 0 / 0.9rem 100% no-repeat scroll,
    linear-gradient(to left, var(--shade), transparent) 100% 0 / 0.9rem 100% no-repeat scroll;
}
table { border-collapse: collapse; width: 100%; font-size: 0.94rem; line-height: 1.35; font-variant-numeric: tabular-nums lining-nums; }
caption { text-align: left; color: var(--soft); padding: 0 0 0.45rem; font-size: 0.92rem; }
th, td { padding: 0.36rem 0.7rem; text-align: right; vertical-align: baseline; border-bottom: 1px solid var(--line); }
th:first-child { text-align: left; padding-left: 0; }
th:last-child, td:last-child { padding-right: 0.2rem; }
th { font-weight: 600; }
thead th { vertical-align: bottom; border-bottom: 2px solid var(--ink); }
th.words, td.words { text-align: left; }
tbody th { font-weight: 500; }
td { white-space: nowrap; }
td.words { white-space: normal; }
th .unit, td .unit { color: var(--soft); font-weight: 400; }
thead .unit { display: block; font-size: 0.88em; }
tr.projected th, tr.projected td { background: var(--tint); }
tr.projected th, tr.projected td.words, .none { font-style: italic; }
.none, .muted { color: var(--soft); }
tfoot th, tfoot td { font-weight: 600; }
tfoot .part th, tfoot .part td { font-weight: 400; }
tfoot tr:first-child th, tfoot tr:first-child td { border-top: 2px solid var(--ink); }
.benefits { min-width: 34rem; }
.comparison { min-width: 40rem; }
.comparison tbody th { min-width: 13rem; }
.comparison td.words:last-child { min-width: 13rem; }
.factors { min-width: 52rem; font-size: 0.88rem; }
.factors { table-layout: fixed; }
.factors th:nth-child(1) { width: 24%; }
.factors th:nth-child(2) { width: 16%; }
.factors th:nth-child(4) { width: 12%; }
.factors th:nth-child(5) { width: 20%; }
.factors code { display: block; color: var(--soft); font-weight: 400; }
.bounds { display: block; color: var(--soft); font-size: 0.92em; }
.source { font-weight: 400; color: var(--soft); font-size: 0.92em; }
th .source { display: block; }
.status.unread { color: var(--warn); font-weight: 600; }
tr.unread th { color: inherit; box-shadow: inset 4px 0 var(--warn); padding-left: 0.7rem; }
.note { color: var(--soft); font-size: 0.92rem; }

details { border-bottom: 1px solid var(--line); }
summary { cursor: pointer; padding: 0.5rem 0; }
summary .name { font-weight: 600; }
summary .equation { color: var(--soft); }
summary .path { color: var(--soft); font-size: 0.86em; border: 1px solid var(--line); border-radius: 0.6em; padding: 0 0.5em; margin-left: 0.35em; }
details .scroll { margin-top: 0.5rem; }
.inside { padding: 0.2rem 0 0.9rem 1.1rem; scroll-margin-top: 3.5rem; }
.inside table { width: auto; min-width: 20rem; }
.facts { margin: 0 0 0.8rem; }
.facts div { display: grid; grid-template-columns: 7.5rem minmax(0, 1fr); gap: 0.15rem 0.8rem; padding: 0.18rem 0; }
.facts dt { color: var(--soft); }
.facts dd { margin: 0; }
.facts ul { margin: 0; padding-left: 1.1rem; }
.chosen { color: var(--soft); }
.formula { font-family: Cambria, 'Times New Roman', 'Liberation Serif', serif; font-size: 1.05em; }
.single { font-weight: 600; }
.remarks, .assumptions, .sources { padding-left: 1.3rem; max-width: 52rem; }
.remarks li, .assumptions li, .sources li { margin-bottom: 0.45rem; }
.remarks code { color: var(--soft); }
pre { background: var(--tint); border: 1px solid var(--line); padding: 0.7rem 0.9rem; margin: 0 0 0.9rem; white-space: pre-wrap; }
.digest { overflow-wrap: anywhere; }
footer { margin-top: 3rem; padding-top: 1rem; padding-bottom: 2.5rem; color: var(--soft); font-size: 0.92rem; }

@media screen and (max-width: 44rem) {
  main { padding-top: 1.5rem; }
  .chart-wide { display: none; }
  .chart-narrow { display: block; }
  .figures { grid-template-columns: repeat(auto-fit, minmax(9.5rem, 1fr)); gap: 0.7rem; }
  .figures b { font-size: 1.5rem; }
  .inside { padding-left: 0; }
  .facts div { grid-template-columns: minmax(0, 1fr); }
  th, td { padding-left: 0.4rem; padding-right: 0.4rem; }
  table { font-size: 0.88rem; }
  .years { font-size: 0.78rem; }
  .years th, .years td { padding-left: 0.2rem; padding-right: 0.2rem; }
  .years th:first-child { padding-left: 0; }
}
@page { size: A4; margin: 16mm 15mm; }
@media print {
  html { font-size: 9.5pt; }
  body { line-height: 1.4; print-color-adjust: exact; -webkit-print-color-adjust: exact; }
  main, footer { max-width: none; padding: 0; }
  nav { display: none; }
  a { color: inherit; text-decoration: none; }
  h1 { font-size: 20pt; }
  h2 { margin-top: 1.6rem; font-size: 13pt; }
  h2, h3, summary, caption { break-after: avoid; }
  /* sums stand once, at the end, not on every page */
  tfoot { display: table-row-group; }
  tr, li, figure, .figures div, .scenario div { break-inside: avoid; }
  .figures { grid-template-columns: repeat(4, 1fr); gap: 0.6rem; }
  .scenario { grid-template-columns: repeat(3, 1fr); gap: 0.6rem; }
  .figures b { font-size: 15pt; }
  .scroll { overflow: visible; background: none; }
  .sankey { min-width: 0; }
  table, .factors { font-size: 8.5pt; min-width: 0; }
  th, td { padding: 0.22rem 0.4rem; }
  .benefits, .comparison, .comparison tbody th, .comparison td.words:last-child { min-width: 0; }
  .factors code { overflow-wrap: anywhere; }
  .factors tr { break-inside: auto; }
  .gases::details-content { content-visibility: visible; height: auto; }
}
`
