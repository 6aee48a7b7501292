"""How the checklist looks: on paper (A4), on a screen, on a phone, in light and in dark."""

from __future__ import annotations

from typing import Final

#: on a phone a row of a table is a block, in which each cell says what it is
STYLE: Final = """
:root { color-scheme: light dark; --ink: #17202a; --paper: #ffffff; --faint: #52606d; --line: #c9d1d9; --head: #f3f5f7;
  --fail: #a3160f; --pass: #14592c; --unknown: #7a4b00; --link: #0b4f9c }
@media (prefers-color-scheme: dark) { :root { --ink: #e8ecf0; --paper: #14181c; --faint: #aab4be; --line: #46505a;
  --head: #20262c; --fail: #ff9b92; --pass: #8ddba5; --unknown: #f3c470; --link: #8ec2ff } }
* { box-sizing: border-box }
html { -webkit-text-size-adjust: 100% }
body { font: 1rem/1.5 system-ui, "Segoe UI", "Liberation Sans", sans-serif; color: var(--ink); background: var(--paper);
  margin: 0 auto; max-width: 66rem; padding: 2rem 1.25rem 4rem; overflow-wrap: anywhere }
h1 { font-size: 1.6rem; line-height: 1.2; margin: .1rem 0 1rem; text-wrap: balance }
h2, caption { font-size: 1.15rem; font-weight: 700; line-height: 1.3; margin: 0 0 .4rem }
p, ul, ol, dl { margin: 0 }
ul, ol { padding-left: 1.4rem }
a { color: var(--link) }
a:focus-visible { outline: 3px solid var(--link); outline-offset: 2px }
section { margin-top: 2rem }
.kind { color: var(--faint); font-size: .9rem; letter-spacing: .02em }
.id { font-weight: 700; color: var(--ink); margin-left: .5rem }
.identity { display: grid; grid-template-columns: repeat(3, 1fr); gap: .7rem 1.5rem; padding: .9rem 0;
  border-top: 1px solid var(--line); border-bottom: 1px solid var(--line) }
.identity dt { color: var(--faint); font-size: .8rem; line-height: 1.3 }
.identity dd { margin: 0 }
.identity .digest { grid-column: 1 / -1 }
.digest dd { font: .8rem/1.4 ui-monospace, "Liberation Mono", monospace }
.verdict { --tone: var(--unknown); margin-top: 1.25rem; padding: .9rem 1.2rem 1rem; border: 2px solid var(--tone);
  border-left-width: .6rem; border-radius: .3rem }
.verdict h2 { font-size: 1.7rem; line-height: 1.2; margin: 0 0 .2rem; color: var(--tone) }
.ineligible, .fail { --tone: var(--fail) }
.eligible, .pass { --tone: var(--pass) }
.undetermined, .unknown { --tone: var(--unknown) }
.standing { font-weight: 600 }
.list li { margin: .15rem 0 }
table { border-collapse: collapse; width: 100%; font-size: .94rem }
caption { text-align: left }
th, td { text-align: left; vertical-align: top; padding: .4rem .6rem }
thead th { color: var(--faint); font-size: .8rem; font-weight: 600; border-bottom: 1px solid var(--line) }
.criteria { table-layout: fixed }
.criteria thead th:nth-child(1) { width: 32%; padding-left: 1.05rem }
.criteria thead th:nth-child(2) { width: 14% }
.criteria thead th:nth-child(3) { width: 17% }
.criteria thead th:nth-child(4) { width: 17% }
.criteria tr + tr > * { border-top: 1px solid var(--line) }
.criteria tbody { border-bottom: 1px solid var(--line) }
.criterion > * { background: var(--head); padding-top: .6rem; padding-bottom: .6rem }
.criterion th { font-weight: 400 }
.criteria tbody > tr > :first-child { border-left: .3rem solid var(--tone); padding-left: .8rem }
.number { color: var(--faint); min-width: 1.5rem; display: inline-block }
.result { font-weight: 700; color: var(--tone); text-align: right }
.reading, .more { color: var(--faint) }
.more { font-size: .88rem; line-height: 1.4 }
.value { font-variant-numeric: tabular-nums; font-weight: 600 }
.assumed { font-size: .88rem; line-height: 1.4 }
.date { white-space: nowrap }
.sign { break-inside: avoid }
.sign table { table-layout: fixed }
.sign td { height: 3.4rem }
.sign thead th:nth-child(1) { width: 14% }
.sign thead th:nth-child(4) { width: 28% }
.sign thead th:nth-child(5) { width: 14% }
.sign tbody th, .sign td { border: 1px solid var(--line); vertical-align: middle }
nav { padding-bottom: 1rem; border-bottom: 1px solid var(--line); margin-bottom: 2rem }
article + article { border-top: 3px double var(--line); margin-top: 4rem; padding-top: 2rem; break-before: page }
@media screen and (max-width: 44rem) {
  body { padding: 1.25rem 1rem 3rem }
  h1 { font-size: 1.35rem }
  .identity { grid-template-columns: repeat(2, 1fr); gap: .6rem 1rem }
  .verdict { padding: .7rem .9rem .8rem }
  table, caption, tbody, tr, th, td { display: block }
  thead { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%) }
  .criteria tbody { border: 1px solid var(--line); border-left: .3rem solid var(--tone); border-radius: .3rem;
    margin-bottom: .9rem; overflow: hidden }
  .criteria td, .criteria th { border: 0; padding: .1rem .8rem }
  .criteria tr + tr > * { border: 0 }
  .criteria tr + tr { border-top: 1px solid var(--line) }
  .criteria tr { padding: .5rem 0 }
  .criteria .criterion { padding: 0; background: var(--head) }
  .criterion th { padding-top: .6rem }
  .criterion .result { text-align: left; padding: .2rem .8rem .6rem }
  .criteria tbody > tr > :first-child { border: 0 }
  td[data-label]::before { content: attr(data-label) ": "; color: var(--faint); font-weight: 400 }
  .criteria td[data-label]:empty { display: none }
  .sign tbody th { border: 0; padding: .8rem 0 .2rem; font-weight: 700 }
  .sign td { height: auto; border: 0; border-bottom: 1px solid var(--line); padding: 1.4rem 0 .2rem }
}
@page { size: A4; margin: 14mm 14mm 18mm; @bottom-right { content: "Page " counter(page) " of " counter(pages);
  font: 8pt sans-serif; color: #444 } }
@media print {
  :root { color-scheme: light; --ink: #000000; --paper: #ffffff; --faint: #444444; --line: #999999; --head: #f1f1f1;
    --fail: #a3160f; --pass: #14592c; --unknown: #7a4b00; --link: #000000 }
  html { font-size: 8.6pt }
  body { max-width: none; padding: 0 }
  section { margin-top: 1.4rem }
  a { text-decoration: none }
  nav { break-after: page; border: 0 }
  thead { display: table-header-group }
  tr, .verdict, .identity, .list li { break-inside: avoid }
  .criterion, h2, caption { break-after: avoid }
  .criterion > *, .verdict { print-color-adjust: exact; -webkit-print-color-adjust: exact }
  th, td { padding: .25rem .6rem }
  .criterion > * { padding-top: .4rem; padding-bottom: .4rem }
  .sign td { height: 2.6rem }
  article + article { border: 0; margin: 0; padding: 0 }
}
""".strip()


def page_style(name: str, text: str) -> str:
    """Return the style of the printed pages of the article ``name``, with ``text`` at their foot."""
    plain = "".join(character if character.isalnum() else f"\\{ord(character):x} " for character in text)
    return f'@page {name} {{ @bottom-left {{ content: "{plain}"; font: 8pt sans-serif; color: #444 }} }}'
