"""How the checklist looks: on paper (A4), on a screen, on a phone, in light and in dark."""

from __future__ import annotations

from typing import Final

#: on a phone a row of the table is a block, in which each cell says what it is; roles in the page keep it a table
STYLE: Final = """
:root { color-scheme: light dark; --ink: #1b1b1b; --paper: #fff; --faint: #5a5a5a; --line: #b8b8b8; --head: #f1f1f1;
  --fail: #a3160f; --pass: #14592c; --unknown: #7a4b00 }
@media (prefers-color-scheme: dark) { :root { --ink: #ececec; --paper: #161616; --faint: #b0b0b0; --line: #565656;
  --head: #262626; --fail: #ff9b92; --pass: #8ddba5; --unknown: #f3c470 } }
* { box-sizing: border-box }
body { font: 1rem/1.45 system-ui, sans-serif; color: var(--ink); background: var(--paper); margin: 0 auto;
  max-width: 68rem; padding: 1.5rem 1rem }
h1 { font-size: 1.4rem; line-height: 1.25; margin: 0 0 .6rem }
h2 { font-size: 1.1rem; margin: 1.8rem 0 .5rem }
p, ul, ol, dl { margin: 0 0 .6rem }
ul, ol { padding-left: 1.3rem }
.identity { display: grid; grid-template-columns: max-content 1fr; gap: .15rem 1rem; font-size: .95rem }
.identity dt { color: var(--faint) }
.identity dd { margin: 0; overflow-wrap: anywhere }
.verdict { font-size: 1.2rem; font-weight: 700; border: 2px solid; border-left-width: .5rem; padding: .5rem .8rem;
  margin: 1rem 0 }
.ineligible, .fail { color: var(--fail) }
.eligible, .pass { color: var(--pass) }
.undetermined, .unknown { color: var(--unknown) }
.verdict small { display: block; color: var(--ink); font-size: .9rem; font-weight: 400 }
table { border-collapse: collapse; width: 100%; font-size: .93rem }
.list { table-layout: fixed }
.list thead th:nth-child(1) { width: 29% }
.list thead th:nth-child(2) { width: 11% }
.list thead th:nth-child(3) { width: 10% }
.list thead th:nth-child(4) { width: 15% }
.list thead th:nth-child(5) { width: 17% }
caption { text-align: left; font-size: 1.1rem; font-weight: 700; padding: 0 0 .4rem }
section { margin-top: 1.8rem }
th, td { text-align: left; vertical-align: top; padding: .3rem .5rem; border-bottom: 1px solid var(--line);
  overflow-wrap: break-word }
thead th { color: var(--faint); font-weight: 600; border-bottom: 2px solid var(--line) }
.criterion > * { background: var(--head); padding-top: .5rem }
.criterion th { font-weight: 400 }
.criterion b { font-weight: 700 }
.criterion .result { font-weight: 700; text-align: right }
.criterion p { margin: .15rem 0 0 }
.reading, .more { color: var(--faint) }
.value { font-variant-numeric: tabular-nums }
.date { white-space: nowrap }
.source { overflow-wrap: anywhere }
.nothing { color: var(--faint) }
.sign { break-inside: avoid }
.sign table { table-layout: fixed }
.sign td { height: 2.8rem }
.sign th, .sign td { border: 1px solid var(--line) }
article + article { border-top: 3px double var(--line); margin-top: 3rem; padding-top: 2rem; break-before: page;
  border-top-color: var(--line) }
@media screen and (max-width: 40rem) {
  .identity { display: block }
  .identity dd { margin-bottom: .3rem }
  .list, .list tbody, .list tr, .list th, .list td { display: block }
  .list thead { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%) }
  .list caption { display: block }
  .list td, .list th { border: 0; padding: .1rem .5rem }
  .list tr { border-bottom: 1px solid var(--line); padding: .35rem 0 }
  .list .criterion { border: 0; padding: 0 }
  .list .criterion > * { padding: .4rem .5rem 0 }
  .list .criterion .result { text-align: left; padding-bottom: .4rem }
  .list td[data-label]::before { content: attr(data-label) ": "; color: var(--faint) }
  .list td:empty { display: none }
  .sign th, .sign td { padding: .3rem .2rem; font-size: .7rem }
}
@page { size: A4; margin: 15mm 14mm }
@media print {
  :root { color-scheme: light; --ink: #000; --paper: #fff; --faint: #444; --line: #999; --head: #f1f1f1;
    --fail: #a3160f; --pass: #14592c; --unknown: #7a4b00 }
  html { font-size: 9pt }
  body { max-width: none; padding: 0 }
  .criterion { break-after: avoid }
  tr, .verdict, .identity { break-inside: avoid }
  thead { display: table-header-group }
  .criterion > * { print-color-adjust: exact }
}
""".strip()
