"""Wordings that the language has fewer words for, and the template of trials of cancer about viruses."""

from __future__ import annotations

import pytest

from eligo.drafting.reading import Reader
from eligo.rules.model import Section


@pytest.mark.parametrize(
    ("section", "text", "canonical"),
    [
        (
            "exclusion",
            "Personal or family history of gout or asthma",
            "history of gout or asthma or family history of gout or asthma",
        ),
        ("exclusion", "History or family history of gout", "history of gout or family history of gout"),
        ("exclusion", "Personal and family history of gout", None),
        ("exclusion", "Family or personal history of gout", "history of gout or family history of gout"),
        ("exclusion", "A (family) history of gout", "history of gout or family history of gout"),
        ("inclusion", "No personal or family history of gout", "no history of gout and no family history of gout"),
        ("exclusion", "No personal or family history of gout", None),
        (
            "exclusion",
            "History of (non-infectious) pneumonitis that required steroids or current pneumonitis",
            '(history of non-infectious pneumonitis and ask [requires] "Did it require steroids?")'
            " or current pneumonitis",
        ),
        ("exclusion", "(Suspected) pneumonitis", None),
        ("inclusion", "haven't received chemotherapy", "no history of chemotherapy"),
        ("inclusion", "Patients who don’t have asthma", "no asthma"),
        ("exclusion", "don't have asthma", None),
        ("inclusion", "can't have asthma", None),
        (
            "exclusion",
            "Brain metastasis as the only measurable lesion",
            'brain metastases and ask [only] "Is it the only measurable lesion?"',
        ),
        ("inclusion", "No brain metastasis as the only measurable lesion", None),
        ("exclusion", "Brain metastasis or asthma as the only measurable lesion", None),
        (
            "exclusion",
            "Women who are or may be pregnant",
            'women with pregnancy or ask [suspected] "Is it suspected?"',
        ),
        ("exclusion", "Women who may be pregnant", None),
        (
            "exclusion",
            "Prior chemotherapy in the metastatic setting",
            'history of chemotherapy and ask [purpose] "Is it for metastatic disease?"',
        ),
        ("exclusion", "Chemotherapy in the outpatient setting", None),
        ("exclusion", "Known seropositivity for HIV or hepatitis C", "current positive HIV or hepatitis C"),
        ("exclusion", "HIV-positive status", "HIV positive"),
        ("exclusion", "Known history of testing positive for HIV", "positive HIV"),
        ("exclusion", "History of positivity for HIV", None),
        ("exclusion", "Solid organ transplant recipients", "history of solid organ transplantation"),
        ("exclusion", "Recipients of a previous liver transplant", "history of liver transplant"),
        ("exclusion", "Kidney transplant recipient (except with rejection)", None),
        ("exclusion", "Recipients of a prize", None),
        ("exclusion", "HIV serologically positive", "HIV positive"),
        ("exclusion", "History of HIV (screening not required)", "history of HIV"),
        ("exclusion", "History of HIV. Testing for HIV is not required at screening.", "history of HIV"),
        ("exclusion", "History of HIV. Testing for drugs is not required.", None),
        ("exclusion", "Previous treatment of gout", 'history of gout and ask [treated] "Was it treated?"'),
        (
            "exclusion",
            "Allergy to aspirin and its excipients",
            'allergy to aspirin or ask [ingredients] "Is there an allergy to its excipients?"',
        ),
        (
            "inclusion",
            "Squamous, adenocarcinoma, or adenosquamous carcinoma of the cervix",
            "cervical squamous cell carcinoma, cervical adenocarcinoma or cervical adenosquamous carcinoma",
        ),
        ("inclusion", "Squamous cell carcinoma or adenocarcinoma of the left knee", None),
        (
            "inclusion",
            "Recovered from prior surgery",
            'if history of surgery then ask [recovered] "Has the patient recovered from it?"',
        ),
        ("exclusion", "Recovered from prior surgery", None),
        ("inclusion", "Recovered from prior hardship", None),
        (
            "exclusion",
            "Prior systemic therapy for ovarian cancer",
            'history of systemic anticancer therapy and ask [purpose] "Is it for ovarian cancer?"',
        ),
        ("exclusion", "Prior systemic therapy for psoriasis", None),
        ("inclusion", "At least 6 months post-stroke", "at least 6 months since stroke"),
        ("inclusion", "6 months post-stroke", None),
        ("exclusion", "Sero-positive for HIV", "positive HIV"),
        ("exclusion", "Diabetes mellitus (type I or II)", "type 1 diabetes or type 2 diabetes"),
        ("exclusion", "HIV infection with a detectable viral load", "detectable HIV viral load"),
        (
            "exclusion",
            "Malignancy for which the patient is receiving active treatment",
            'malignancy and ask [treatment] "Is the patient under treatment for it?"',
        ),
        ("exclusion", "Prior treatment with cisplatin at any time", "history of cisplatin"),
        ("exclusion", "Asthma at any time", None),
        ("exclusion", "Cisplatin at any time within the last 6 months", "cisplatin in the past 6 months"),
        (
            "exclusion",
            "Hypersensitivity to the active substance or to any of the excipients of cisplatin",
            'allergy to cisplatin or ask [ingredients] "Is there an allergy to any of its excipients?"',
        ),
        (
            "exclusion",
            "Allergy to the study drug (active substance or excipients)",
            'allergy to study drug or ask [ingredients] "Is there an allergy to any of its excipients?"',
        ),
        ("exclusion", "Allergy to the active ingredient of cisplatin", "allergy to cisplatin"),
        (
            "exclusion",
            "Hypersensitivity to the active substance or any of the excipients",
            'allergy to study drug or ask [ingredients] "Is there an allergy to any of the excipients?"',
        ),
        (
            "inclusion",
            "Newly diagnosed patients with gout",
            'gout and ask [newly_diagnosed] "Is it newly diagnosed?"',
        ),
        ("inclusion", "Newly diagnosed patients without gout", None),
        ("exclusion", "There is a history of asthma", "history of asthma"),
        ("exclusion", "There is no asthma", None),
        ("inclusion", "There are no contraindications to MRI", "no contraindication to magnetic resonance imaging"),
        ("exclusion", "ALT > twice the upper limit of normal", "ALT > 2 × ULN"),
        ("exclusion", "Vomiting twice a day", None),
    ],
)
def test_fewer_words(reader: Reader, section: Section, text: str, canonical: str | None) -> None:
    assert reader.read(text, section).canonical == canonical


_HBV = (
    "For patients with evidence of chronic hepatitis B virus (HBV) infection, the HBV viral load must be undetectable"
    " on suppressive therapy, if indicated"
)
_HCV = (
    "Participants with a history of hepatitis C virus (HCV) infection must have been treated and cured. For"
    " participants with HCV infection who are currently on treatment, they are eligible if they have an undetectable"
    " HCV viral load"
)
_HIV = (
    "HIV-infected patients on effective anti-retroviral therapy with undetectable viral load within 6 months are"
    " eligible for this trial"
)


@pytest.mark.parametrize(
    ("section", "text", "canonical"),
    [
        (
            "inclusion",
            _HBV,
            "if chronic hepatitis B then HBV DNA undetectable"
            ' and ask [suppressed] "Is the patient on suppressive therapy, if it is indicated?"',
        ),
        (
            "inclusion",
            _HCV,
            'if history of hepatitis C then ask [cured] "Was the hepatitis C treated and cured?"'
            ' or (HCV RNA undetectable and ask [treated] "Is the patient currently on treatment for hepatitis C?")',
        ),
        (
            "inclusion",
            _HIV,
            'if HIV then on antiretroviral therapy and ask [effective] "Is the antiretroviral therapy effective?"'
            " and HIV RNA undetectable within 6 months",
        ),
        ("exclusion", _HIV, None),
        ("inclusion", _HIV.replace("effective", "stable"), None),
    ],
)
def test_the_template_of_trials_of_cancer(reader: Reader, section: Section, text: str, canonical: str | None) -> None:
    assert reader.read(text, section).canonical == canonical


@pytest.mark.parametrize(
    ("text", "canonical"),
    [
        ("allergy to egg", "egg allergy"),
        ("egg allergy or current use of aspirin", "egg allergy or on aspirin"),
        ("allergy to eggs, soy or peanuts", None),
        ("allergy to shellfish, eggs or iodine", "allergy to shellfish, egg or iodine"),
    ],
)
def test_an_allergy_that_has_its_own_name(reader: Reader, text: str, canonical: str | None) -> None:
    assert reader.read(text, "exclusion").canonical == canonical
