"""The checklist in a real browser: nothing sticks out on a phone, it prints on A4; and what a screen reader is told."""

import json
import re
import shutil
import subprocess
from html import escape, unescape
from html.parser import HTMLParser
from pathlib import Path

import pytest
from support import Eligo
from unit.reports.study_trial import COHORT, TRIAL, ndjson, patient

from eligo.reports.html_style import STYLE

CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
in_chromium = pytest.mark.skipif(CHROMIUM is None, reason="Chromium is not installed")
#: a subject, a sentence and a source that have no place to break a line
LONG = "ABCDEFGHIJ" * 30
#: a frame as wide as a screen, for a window of Chromium is at least 500 pixels wide; and what is measured in it
_FRAME = """<iframe style="border: 0; width: {width}px; height: 900px" srcdoc="{page}"></iframe>
<script>
onload = () => {{
  const view = document.querySelector("iframe").contentWindow, page = view.document;
  const out = [...page.querySelectorAll("body *")].filter(one => one.getBoundingClientRect().right > {width} + 1);
  document.title = JSON.stringify({{
    width: view.innerWidth, scrolled: page.documentElement.scrollWidth, out: out.map(one => one.outerHTML.slice(0, 80)),
    cell: view.getComputedStyle(page.querySelector(".criteria td")).display }});
}};
</script>"""


@pytest.fixture
def page(eligo: Eligo, tmp_path: Path) -> str:
    """The checklists of the cohort, and of a patient with long words."""
    long = patient(LONG, {"name": "respiratory rate", "value": "34/min", "time": "2021-05-02", "source": LONG})
    tmp_path.joinpath("trial.elig").write_text(TRIAL.replace("Respiratory distress", LONG), encoding="utf-8")
    tmp_path.joinpath("patients.ndjson").write_text(json.dumps(long) + "\n" + ndjson(), encoding="utf-8")
    eligo("batch", "patients.ndjson", "--trial", "trial.elig", "--out", "results.jsonl")
    return eligo("report", "results.jsonl", "--format", "html", "--site", "042").out


def _chromium(folder: Path, page: str, *options: str) -> str:
    folder.joinpath("page.html").write_text(page, encoding="utf-8")
    command = [
        str(CHROMIUM), "--headless", "--no-sandbox", "--disable-gpu", "--hide-scrollbars", "--no-first-run",
        f"--user-data-dir={folder / 'profile'}", *options, str(folder / "page.html"),
    ]  # fmt: skip
    ran = subprocess.run(command, cwd=folder, capture_output=True, text=True, timeout=120, check=True)
    return ran.stdout


@in_chromium
@pytest.mark.parametrize(("width", "cell"), [(375, "block"), (768, "table-cell"), (1280, "table-cell")])
def test_nothing_sticks_out_of_the_screen(tmp_path: Path, page: str, width: int, cell: str) -> None:
    tree = _chromium(tmp_path, _FRAME.format(width=width, page=escape(page)), "--window-size=1400,900", "--dump-dom")
    found = re.search("<title>(.*?)</title>", tree)
    assert found is not None
    assert json.loads(unescape(found[1])) == {"width": width, "scrolled": width, "out": [], "cell": cell}


@in_chromium
def test_a_checklist_prints_on_a4_each_on_pages_of_its_own(tmp_path: Path, page: str) -> None:
    _chromium(tmp_path, page, "--no-pdf-header-footer", f"--print-to-pdf={tmp_path / 'page.pdf'}")
    printed = tmp_path.joinpath("page.pdf").read_bytes()
    boxes = re.findall(rb"/MediaBox \[0 0 ([\d.]+) ([\d.]+)\]", printed)
    assert len(boxes) > len(COHORT) + 1  # the overview, and each of the cohort
    assert {(round(float(width)), round(float(height))) for width, height in boxes} == {(595, 842)}


@in_chromium
def test_the_picture_of_a_checklist(tmp_path: Path, page: str) -> None:
    """A picture comes out that is neither empty nor of one colour (PNG packs an empty page into a few kilobytes)."""
    empty = re.sub(r"<body>.*</body>", "<body></body>", page, flags=re.DOTALL)
    sizes: list[int] = []
    for content in (page, empty):
        _chromium(tmp_path, content, "--window-size=800,1200", f"--screenshot={tmp_path / 'page.png'}")
        sizes.append(tmp_path.joinpath("page.png").stat().st_size)
    assert sizes[0] > 10 * sizes[1]


class _Page(HTMLParser):
    """Elements with their attributes, and the text of each by its class."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.texts: list[str] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        self.texts.append(data)

    def all(self, tag: str) -> list[dict[str, str | None]]:
        return [attributes for name, attributes in self.elements if name == tag]


def test_what_a_screen_reader_is_told(page: str) -> None:
    read = _Page(page)
    assert read.all("html") == [{"lang": "en"}]
    assert len(read.all("main")) == 1
    assert read.all("nav") == [{"aria-label": "Screenings"}]
    ids = [attributes["id"] for _, attributes in read.elements if "id" in attributes]
    assert len(ids) == len(set(ids))
    labels = [str(a["aria-labelledby"]) for _, a in read.elements if "aria-labelledby" in a]
    named = " ".join(labels).split()
    regions = [str(a["aria-labelledby"]) for a in read.all("section") if "aria-labelledby" in a]
    assert len(set(regions)) == len(regions) == len(COHORT) + 1  # landmarks, each with a name of its own: its subject
    assert all(label.endswith("-subject") for label in regions)
    links = [str(a["href"]).removeprefix("#") for a in read.all("a")]
    assert {*named, *links} <= set(ids)
    assert len(read.all("table")) == len(read.all("caption")) == 3 * (len(COHORT) + 1)
    roles = {"table": "table", "tr": "row", "td": "cell", "thead": "rowgroup", "tbody": "rowgroup"}
    for tag, role in roles.items():
        assert {attributes["role"] for attributes in read.all(tag)} == {role}
    heads = {"col": "columnheader", "rowgroup": "rowheader", "row": "rowheader"}
    assert all(heads[str(a["scope"])] == a["role"] for a in read.all("th"))
    levels = [int(tag[1]) for tag, _ in read.elements if re.fullmatch(r"h\d", tag)]
    assert set(levels) == {1, 2}
    assert levels[0] == 1


def test_a_result_is_said_in_words(page: str) -> None:
    results = re.findall(r'<td class="result" role="cell"><span aria-hidden="true">(.)</span> (.*?)</td>', page)
    assert set(results) == {("✓", "passes"), ("✗", "fails"), ("?", "needs an answer")}


def test_a_page_loads_and_runs_nothing(page: str) -> None:
    assert not re.search(r"<(script|link|img|iframe|object|form|input)\b|\bsrc=|@import|url\(|\bon\w+=", page)
    assert "&lt;logs&gt;" in page


def test_who_answered_and_when_and_what_was_not_understood(page: str) -> None:
    row = re.search(r"<tr role=\"row\"><td role=\"cell\">answered by Dr Roe</td>.*?</tr>", page)
    assert row is not None
    assert re.findall(r'data-label="(.*?)">(.*?)</td>', row[0]) == [
        ("Value", "yes"),
        ("Date", '<span class="date">2021-05-02</span>'),
        ("Source", "consent form 3"),
        ("Assumed", ""),
    ]
    assert "<h2>Records that nothing understood</h2>" in page
    assert "florbitude" not in page


def test_the_header_says_by_what_was_screened(page: str) -> None:
    header = dict(re.findall(r"<dt>(.*?)</dt><dd.*?>(.*?)</dd>", page.split("</header>")[1]))
    assert header.pop("Criteria").startswith("sha256:")
    assert header.pop("Vocabulary").startswith("sha256:")
    assert header.pop("Engine").startswith("eligo ")
    assert header == {
        "Subject": "P-1", "Site": "042", "Data cut-off": "2021-05-02", "Protocol version": "2.1, 2021-03-01",
    }  # fmt: skip


def test_decisions_are_never_filled_in(page: str) -> None:
    for block in re.findall(r'<section class="sign">.*?</section>', page, flags=re.DOTALL):
        assert re.findall(r"<td .*?>(.*?)</td>", block) == [""] * 8
        assert re.findall(r'data-label="(.*?)"', block) == 2 * ["Decision", "Name", "Signature", "Date"]
        assert re.findall(r'role="rowheader">(.*?)<', block) == ["Coordinator", "Investigator"]


def _luminance(colour: str) -> float:
    """Return the relative luminance of ``#rrggbb`` (WCAG 2.2)."""
    parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


@pytest.mark.parametrize(
    "theme", re.findall(r":root \{(.*?)\}", STYLE, flags=re.DOTALL), ids=["light", "dark", "paper"]
)
def test_every_text_stands_out_from_what_is_behind_it(theme: str) -> None:
    """At least 4.5 to 1 (WCAG 2.2, success criterion 1.4.3)."""
    colours = dict(re.findall(r"--(\w+): (#[0-9a-f]{6})", theme))
    for text in ("ink", "faint", "fail", "pass", "unknown", "link"):
        for ground in ("paper", "head"):
            high, low = sorted((_luminance(colours[text]), _luminance(colours[ground])), reverse=True)
            assert (high + 0.05) / (low + 0.05) >= 4.5, (text, ground)


def test_a_footer_cannot_leave_its_style(eligo: Eligo, tmp_path: Path) -> None:
    evil = '"; } </style><b> \\'
    tmp_path.joinpath("trial.elig").write_text(TRIAL, encoding="utf-8")
    tmp_path.joinpath("patient.json").write_text(json.dumps(patient(evil)), encoding="utf-8")
    text = eligo("screen", "patient.json", "trial.elig", "--format", "html").out
    assert text.count("</style>") == 1
    assert "<b> \\" not in text
    assert text.count('"') % 2 == 0
