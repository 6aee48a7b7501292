"""Criteria as datasets of CDISC SDTM, in CSV: ``TI``, the criteria of a trial, and ``IE``, those that were not met.

After the Study Data Tabulation Model Implementation Guide: Human Clinical Trials, version 3.4 (CDISC, 2021): the
findings domain IE and the trial design dataset TI. ``IE`` has one record for each exception: IEORRES and IESTRESC are
``N`` for an inclusion criterion that does not hold and ``Y`` for an exclusion criterion that does. What is undetermined
is no exception and stands in the screening log. In ``TI``, TIRL is the computable form of a criterion, and TIVERS the
version of the protocol that the trial file states. IESEQ counts the records of a subject in the dataset.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator

from eligo.reports import study
from eligo.reports.csv_rows import row
from eligo.screening.result import Screening

TI_COLUMNS = ("STUDYID", "DOMAIN", "IETESTCD", "IETEST", "IECAT", "TIRL", "TIVERS")
IE_COLUMNS = (
    "STUDYID", "DOMAIN", "USUBJID", "IESEQ", "IESPID", "IETESTCD", "IETEST", "IECAT", "IEORRES", "IESTRESC", "EPOCH",
    "IEDTC",
)  # fmt: skip


def ti(screenings: Iterable[Screening]) -> Iterator[str]:
    """Yield the TI dataset of the trials that ``screenings`` are of, each once."""
    yield row(TI_COLUMNS)
    told: set[tuple[str, str]] = set()
    for screening in screenings:
        trial = screening.trial
        if (trial.id, trial.digest) in told:
            continue
        told.add((trial.id, trial.digest))
        criteria = study.protocol_criteria(screening)
        codes = study.codes(one.id for one in criteria)
        for one in criteria:
            cells = (codes[one.id], study.text(one), one.section.upper(), one.canonical, trial.version)
            yield row((trial.id, "TI", *cells))


def ie(screenings: Iterable[Screening], site: str | None = None) -> Iterator[str]:
    """Yield the IE dataset of ``screenings``."""
    yield row(IE_COLUMNS)
    records: Counter[str] = Counter()
    for screening in screenings:
        subject = study.subject(screening, site)
        criteria = study.protocol_criteria(screening)
        codes = study.codes(one.id for one in criteria)
        for one in criteria:
            if one.status != "fail":
                continue
            records[subject] += 1
            result = "N" if one.section == "inclusion" else "Y"
            cells = (subject, str(records[subject]), one.id, codes[one.id], study.text(one), one.section.upper())
            yield row((screening.trial.id, "IE", *cells, result, result, "SCREENING", screening.as_of))
