#include "report/compliance_style.hpp"

namespace csr::report {

const std::string_view compliance_style = R"css(
:root {
  color-scheme: light dark;
  --ground: #ffffff; --raised: #f6f7f9; --line: #d8dce2; --ink: #1b1f24; --faint: #59636e; --link: #0a58ca;
  --met: #1a7f37; --partly_met: #5c8f1f; --not_met: #c0252d; --undecided: #8250df; --excepted: #7a5c00; --not_applicable: #59636e;
  --nothing_to_judge: #9a6700; --no_rule: #a8500f; --by_hand: #0b63b5; --at_run_time: #3d6b80;
  --mark: #ffe9a8;
}
@media (prefers-color-scheme: dark) {
  :root {
    --ground: #14171b; --raised: #1d2127; --line: #3a414b; --ink: #e4e7eb; --faint: #9aa4af; --link: #6cb0ff;
    --met: #4ac26b; --partly_met: #9cc95a; --not_met: #ff7b78; --undecided: #c297ff; --excepted: #d8b64a; --not_applicable: #9aa4af;
    --nothing_to_judge: #e0ad3a; --no_rule: #f0935a; --by_hand: #6cb0ff; --at_run_time: #8cc4dc;
    --mark: #5c4a10;
  }
}
* { box-sizing: border-box; }
body {
  margin: 0 auto; padding: 2rem 1.25rem 4rem; max-width: 68rem; background: var(--ground); color: var(--ink);
  overflow-wrap: anywhere;
  font: 16px/1.65 system-ui, -apple-system, "Segoe UI", "Hiragino Sans", "Hiragino Kaku Gothic ProN", "Yu Gothic UI",
    "Yu Gothic", Meiryo, "Noto Sans CJK JP", "Noto Sans JP", sans-serif;
}
h1 { font-size: 1.9rem; line-height: 1.25; margin: 0 0 .5rem; }
h2 { font-size: 1.4rem; margin: 3rem 0 1rem; padding-bottom: .3rem; border-bottom: 2px solid var(--line); }
h3 { font-size: 1.08rem; margin: 2rem 0 .6rem; display: flex; gap: .75rem; align-items: baseline; flex-wrap: wrap; }
h3.chapter { font-size: 1.25rem; margin-top: 2.6rem; border-bottom: 1px solid var(--line); }
h3 .tally { font-weight: 400; font-size: .85rem; color: var(--faint); }
h4 { font-size: .95rem; margin: 1rem 0 .25rem; }
a { color: var(--link); }
code, pre, .path, .hash {
  font-family: ui-monospace, SFMono-Regular, Menlo, Consolas, "Noto Sans Mono CJK JP", "BIZ UDGothic", monospace;
}
code, .path { font-size: .88em; overflow-wrap: anywhere; }
.hash { font-size: .72rem; overflow-wrap: anywhere; color: var(--faint); }
.facts { display: grid; grid-template-columns: max-content 1fr; gap: .1rem 1rem; margin: 0 0 1rem; color: var(--faint); }
.facts dt { font-weight: 600; }
.facts dd { margin: 0; overflow-wrap: anywhere; }
.alarm { border: 2px solid var(--not_met); border-radius: 8px; padding: .8rem 1rem; margin: 1.25rem 0; }
.alarm > p:first-child { margin: 0 0 .4rem; font-weight: 700; color: var(--not_met); }
.alarm ul { margin: 0; padding-left: 1.2rem; }
nav ul { columns: 2 22rem; padding-left: 1.1rem; margin: .5rem 0; }
nav li { break-inside: avoid; }
nav li.chapter { font-weight: 650; }
nav li.section { margin-left: 1.1rem; }
svg.bar { display: block; width: 100%; height: 2.1rem; border-radius: 6px; overflow: hidden; margin: 1rem 0; }
svg.bar rect { stroke: var(--ground); stroke-width: 1.5; }
svg.bar text { font: 600 14px system-ui, sans-serif; fill: var(--ground); text-anchor: middle; dominant-baseline: central; }
table { border-collapse: collapse; width: 100%; margin: .75rem 0 1rem; font-size: .92rem; }
th, td { text-align: left; vertical-align: top; padding: .4rem .6rem; border-bottom: 1px solid var(--line); }
th { color: var(--faint); font-weight: 600; border-bottom-width: 2px; white-space: nowrap; }
td.number, th.number { text-align: right; font-variant-numeric: tabular-nums; white-space: nowrap; }
tr.sum td { font-weight: 700; border-bottom: 0; }
.badge {
  display: inline-block; min-width: 8.2em; padding: .05rem .55rem; border: 1.5px solid currentColor; border-radius: 999px;
  font-size: .8rem; font-weight: 650; line-height: 1.5; text-align: center; white-space: nowrap;
}
.badge .glyph { margin-right: .35em; }
.met { color: var(--met); } .partly_met { color: var(--partly_met); } .not_met { color: var(--not_met); }
.undecided { color: var(--undecided); } .excepted { color: var(--excepted); }
.not_applicable { color: var(--not_applicable); } .nothing_to_judge { color: var(--nothing_to_judge); }
.no_rule { color: var(--no_rule); } .by_hand { color: var(--by_hand); } .at_run_time { color: var(--at_run_time); }
rect.met { fill: var(--met); } rect.partly_met { fill: var(--partly_met); } rect.not_met { fill: var(--not_met); }
rect.undecided { fill: var(--undecided); } rect.excepted { fill: var(--excepted); }
rect.not_applicable { fill: var(--not_applicable); } rect.nothing_to_judge { fill: var(--nothing_to_judge); }
rect.no_rule { fill: var(--no_rule); } rect.by_hand { fill: var(--by_hand); } rect.at_run_time { fill: var(--at_run_time); }
details.criterion { border: 1px solid var(--line); border-radius: 8px; margin: .45rem 0; background: var(--ground); }
details.criterion[open] { background: var(--raised); }
details.criterion > summary {
  display: grid; grid-template-columns: 9.2rem 4.5rem 1fr; gap: .75rem; align-items: baseline; padding: .5rem .8rem;
  cursor: pointer; list-style: none;
}
details.criterion > summary::-webkit-details-marker { display: none; }
details.criterion > summary:focus-visible { outline: 3px solid var(--link); outline-offset: 1px; border-radius: 8px; }
summary .id { font-variant-numeric: tabular-nums; font-weight: 650; color: var(--faint); }
.body { padding: .1rem 1rem .9rem; border-top: 1px solid var(--line); }
.body p { margin: .6rem 0; }
.rule { margin: .9rem 0 0; }
.rule > h4 code { font-weight: 650; }
.rule .tally { color: var(--faint); font-weight: 400; font-size: .85rem; }
ul.places { list-style: none; margin: .2rem 0; padding: 0; }
ul.places > li { margin: .5rem 0; padding-left: .8rem; border-left: 3px solid var(--line); }
ul.places > li.fail { border-color: var(--not_met); }
ul.places > li.unknown { border-color: var(--undecided); }
ul.places > li.excepted { border-color: var(--excepted); color: inherit; }
ul.places > li.not_applicable { color: inherit; }
ul.places > li.pass { border-color: var(--met); }
li .verdict { font-weight: 650; }
li.fail .verdict { color: var(--not_met); } li.unknown .verdict { color: var(--undecided); }
li.pass .verdict { color: var(--met); }
li .about { color: var(--faint); font-size: .9rem; }
ol.flow { margin: .1rem 0 .4rem; padding-left: 1.6rem; color: var(--faint); font-size: .9rem; }
pre {
  margin: .35rem 0; padding: .45rem .7rem; overflow-x: auto; font-size: .82rem; line-height: 1.5; border-radius: 6px;
  border: 1px solid var(--line); background: var(--ground); tab-size: 4;
}
pre .number { color: var(--faint); user-select: none; }
pre mark { background: var(--mark); color: inherit; border-bottom: 2px solid var(--not_met); }
details.more > summary { cursor: pointer; color: var(--link); font-size: .9rem; }
.filter { border: 1px solid var(--line); border-radius: 8px; margin: .8rem 0; padding: .4rem .9rem .6rem; }
.filter legend { font-weight: 650; padding: 0 .4rem; color: var(--faint); }
.filter label { display: inline-block; margin: .15rem 1.1rem .15rem 0; font-size: .92rem; cursor: pointer; }
.filters button {
  font: inherit; font-size: .9rem; padding: .2rem .9rem; border: 1px solid var(--line); border-radius: 6px;
  background: var(--raised); color: var(--ink); cursor: pointer;
}
.wide { overflow-x: auto; }
.wide td { overflow-wrap: break-word; }
.wide td.hash, .wide td.long { overflow-wrap: anywhere; min-width: 9rem; }
footer { margin-top: 3rem; color: var(--faint); font-size: .85rem; }
@media (max-width: 40rem) {
  details.criterion > summary { grid-template-columns: auto 1fr; }
  details.criterion > summary > .text { grid-column: 1 / -1; }
  svg.bar text.small { display: none; }
}
@page { size: A4; margin: 16mm 14mm; }
@media print {
  :root {
    color-scheme: light;
    --ground: #ffffff; --raised: #ffffff; --line: #b9bfc7; --ink: #000000; --faint: #444c55; --link: #000000;
    --met: #1a7f37; --partly_met: #4d7a17; --not_met: #b01820; --undecided: #6a3cc4; --excepted: #5f4800; --not_applicable: #444c55;
    --nothing_to_judge: #7d5400; --no_rule: #8f420a; --by_hand: #094f92; --at_run_time: #2f5566; --mark: #ffe9a8;
  }
  html { font-size: 9.5pt; }
  body { max-width: none; padding: 0; font-size: 1rem; line-height: 1.45; }
  h1 { font-size: 20pt; } h2 { font-size: 14pt; margin-top: 2rem; } h3 { font-size: 11pt; }
  h2, h3, h4 { break-after: avoid; break-inside: avoid; }
  nav, .filters { display: none; }
  .wide { overflow: visible; }
  .wide table { font-size: .85rem; }
  .wide th, .wide td { padding: .2rem .4rem; }
  svg.bar text.small { display: inline; }
  details.criterion { border-width: 0 0 1px; border-radius: 0; }
  details.criterion > summary { break-inside: avoid; break-after: avoid; padding: .3rem 0; }
  details.criterion::details-content { content-visibility: visible; display: block; }
  .body { padding: 0 0 .5rem 2mm; border-top: 0; }
  details.more { display: none; }
  pre { white-space: pre-wrap; overflow-wrap: anywhere; break-inside: avoid; }
  ul.places > li, tr { break-inside: avoid; }
  svg.bar, .badge, pre mark, rect { print-color-adjust: exact; -webkit-print-color-adjust: exact; }
}
)css";

}  // namespace csr::report
