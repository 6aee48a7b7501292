"""Chapters of the registry's old style on one line: ``PATIENT CHARACTERISTICS: Age: 18 and over Hepatic: …``.

Their topics are a closed list, each with a colon; below a topic one sentence follows the other with nothing between
them, so that only words which open a sentence there tell them apart.
"""

from __future__ import annotations

import re

_CHAPTER = re.compile(r"(?P<head>PATIENT CHARACTERISTICS|PRIOR CONCURRENT THERAPY): ?(?P<rest>\S.*)")
_DISEASE = re.compile(r"(?P<head>DISEASE CHARACTERISTICS): ?(?P<rest>\S.*)")
_TOPIC = re.compile(
    r"(?:^| )(?P<topic>Age|Sex|Menopausal status|Performance status|Life expectancy|Hematopoietic|Hepatic|Renal"
    r"|Cardiovascular|Pulmonary|Neurologic|Neurology|Immunologic|Gastrointestinal|Metabolic|Other|Biologic therapy"
    r"|Chemotherapy|Endocrine therapy|Radiotherapy|Surgery):(?: |$)"
)
#: a sentence opens here, unless the word before it goes on
_SENTENCE = re.compile(
    r"(?<=[\w)%.])(?<! and)(?<! or)(?<! OR)(?<! AND)(?<!than)(?<! of)(?<! if)(?<! with)(?<! by)(?<! serum)(?<! total)"
    r"(?<! unless)(?<! for)(?<! to)(?<! in)(?<! from)(?<! using)(?<! either) "
    r"(?=(?:No|Not|At least|More than|Recovered|See|Prior|Concurrent|Negative|HIV|Fertile|Must|Absolute|WBC|Granulocyte"
    r"|Platelet|Hemoglobin|Hematocrit|Bilirubin|SGOT|SGPT|AST|ALT|Alkaline|Albumin|Creatinine|BUN|Calcium|Patients)\b)"
)


def parts_of_chapter(text: str) -> list[str]:
    """Return the head, the topics and the sentences of the chapter that ``text`` is; empty where it is none.

    >>> parts_of_chapter("PATIENT CHARACTERISTICS: Age: 18 and over Renal: Creatinine normal Not pregnant")
    ['PATIENT CHARACTERISTICS:', 'Age:', '18 and over', 'Renal:', 'Creatinine normal', 'Not pregnant']
    """
    if disease := _DISEASE.fullmatch(text):
        return [f"{disease['head']}:", disease["rest"]]
    chapter = _CHAPTER.fullmatch(text)
    if chapter is None:
        return []
    parts = [f"{chapter['head']}:"]
    rest, at, topic = chapter["rest"], 0, ""
    for found in [*_TOPIC.finditer(rest), None]:
        end = found.start() if found else len(rest)
        parts += [topic] if topic else []
        parts += [part for part in _SENTENCE.split(rest[at:end].strip()) if part]
        if found:
            topic, at = f"{found['topic']}:", found.end()
    return parts
