"""What trials of cancer ask of people with HIV, hepatitis B or hepatitis C, in the words of their common template.

Each is a whole sentence of an inclusion, and asks nothing of people without the virus. Whether a treatment is
effective, or indicated, no record tells: a person is asked.
"""

from __future__ import annotations

import re

from eligo.drafting.wordings.triggers import triggers
from eligo.rules.model import Section

TRIGGERS = triggers("undetectable")
_PEOPLE = r"(?:all )?(?:patients|participants|subjects|individuals)"
_HIV = r"(?:human immunodeficiency virus \(HIV\)|HIV)"
_HBV = r"(?:hepatitis B(?: virus)?(?: \(HBV\))?|HBV)"
_HCV = r"(?:hepatitis C(?: virus)?(?: \(HCV\))?|HCV)"
_ELIGIBLE = r"(?: (?:for|to participate in|on|in) (?:this|the) (?:trial|study))?"
_FORMS = (
    (
        re.compile(
            rf"{_HIV}[- ](?:infected|positive) {_PEOPLE} on effective anti-?retroviral therapy with undetectable"
            rf" viral load within 6 months(?: of (?:registration|enrollment))? are eligible{_ELIGIBLE}",
            re.IGNORECASE,
        ),
        'if HIV then on antiretroviral therapy and ask [effective] "Is the antiretroviral therapy effective?"'
        " and HIV RNA undetectable within 6 months",
    ),
    (
        re.compile(
            rf"for {_PEOPLE} with (?:evidence of )?chronic {_HBV} infection, (?:the )?{_HBV} viral load must be"
            r" undetectable on suppressive therapy, if indicated",
            re.IGNORECASE,
        ),
        "if chronic hepatitis B then HBV DNA undetectable"
        ' and ask [suppressed] "Is the patient on suppressive therapy, if it is indicated?"',
    ),
    (
        re.compile(
            rf"{_PEOPLE} with (?:a )?history of {_HCV} infection must have been treated and cured\. for {_PEOPLE} with"
            rf" {_HCV} infection who are currently on treatment, they are eligible if they have an undetectable {_HCV}"
            r" viral load",
            re.IGNORECASE,
        ),
        'if history of hepatitis C then ask [cured] "Was the hepatitis C treated and cured?"'
        ' or (HCV RNA undetectable and ask [treated] "Is the patient currently on treatment for hepatitis C?")',
    ),
)


def of_viruses(text: str, section: Section | None) -> str | None:
    """Return ``text``, a sentence of the template, as a condition on people with the virus; None where it is none.

    >>> of_viruses("HIV-infected patients are eligible for this trial", "inclusion") is None
    True
    """
    if section != "inclusion":
        return None
    return next((rule for form, rule in _FORMS if form.fullmatch(text)), None)
