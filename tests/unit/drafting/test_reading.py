"""What one sentence is read as: a rule, or the reason why it is none."""

import pytest

from eligo.drafting.reading import Reader


@pytest.mark.parametrize(
    ("text", "canonical"),
    [
        ("History of: asthma or COPD", "history of asthma or chronic obstructive pulmonary disease"),
        ("Within 4 weeks of enrolment: chemotherapy", "within 4 weeks before enrolment chemotherapy"),
        ("Any of the following: asthma or COPD", "asthma or chronic obstructive pulmonary disease"),
        ("At least two of the following: asthma or COPD", None),
        ("Frobnication: asthma", None),
    ],
)
def test_a_head_on_the_line_of_its_list(reader: Reader, text: str, canonical: str | None) -> None:
    assert reader.read(text, "exclusion").canonical == canonical


@pytest.mark.parametrize(
    ("text", "canonical"),
    [
        ("Pregnancy: women who are pregnant", "women with pregnancy"),
        ("Asthma: a current diagnosis of asthma", "current asthma"),
        ("Asthma: COPD", None),
    ],
)
def test_a_head_that_names_what_follows(reader: Reader, text: str, canonical: str | None) -> None:
    assert reader.read(text, "exclusion").canonical == canonical


@pytest.mark.parametrize(
    "text",
    [
        "1.18 years and older",
        "1.18-75 years of age",
        "Women and Men (Women premenopausal)",
        "asthma, COPD, ...",
        "no contraindication to MRI or use of aspirin",
        "radiotherapy to the neck",
        "participation in another therapeutic clinical trial",
        "prior treatment for their skin cancer",
    ],
)
def test_what_was_read_wrongly_once_stays_a_question(reader: Reader, text: str) -> None:
    assert reader.read(text, "inclusion").rule is None


def test_two_groups_of_people(reader: Reader) -> None:
    assert reader.read("Immunocompromised patients and patients who are HIV positive", "exclusion").rule is None
    assert reader.read("HIV positive patients on antiretroviral therapy", "exclusion").rule is not None


@pytest.mark.parametrize(
    "text", ["No prior asthma, including the following:", "Asthma, defined as:", "At least 1 year"]
)
def test_what_says_more_than_its_words(reader: Reader, text: str) -> None:
    assert reader.read(text, None).rule is None


@pytest.mark.parametrize(
    "text",
    [
        "No prior chemotherapy",
        "not pregnant",
        "Criteria: not pregnant",
        "Patients must have asthma",
        "patients must be HIV negative",
    ],
)
def test_an_exclusion_that_reads_like_an_inclusion(reader: Reader, text: str) -> None:
    reason = reader.read(text, "exclusion").reason
    assert reason is not None
    assert reason.code == "E407"


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("asthma and frobnication", "E201"),
        ("willing to frobnicate", "E404"),
        ("asthma, in the opinion of the frobnicator", "E405"),
        ("frobnication such as asthma", "E403"),
        ("severe frobnication", "E402"),
        ('asthma "asthma"', "E104"),
        ("", "E104"),
        ("asthma " * 1500, "E109"),
        ("age < 18 years and age > 70 years", "E409"),
    ],
)
def test_reasons(reader: Reader, text: str, code: str) -> None:
    reason = reader.read(text, "inclusion").reason
    assert reason is not None
    assert reason.code == code


@pytest.mark.parametrize(
    ("text", "canonical"),
    [
        ("Patients with brain metastases are excluded", "brain metastases"),
        ("Patients with brain metastases must be excluded from the study.", "brain metastases"),
        ("Pregnant women are not eligible", "pregnancy"),
        ("Patients who need dialysis", "current dialysis"),
        ("Patients with asthma are not excluded", None),
        ("Contraception is required", None),
        ("Patients need to be on dialysis", None),
    ],
)
def test_what_an_exclusion_says_of_itself(reader: Reader, text: str, canonical: str | None) -> None:
    assert reader.read(text, "exclusion").canonical == canonical


def test_an_inclusion_that_excludes_stays_a_question(reader: Reader) -> None:
    assert reader.read("Patients with brain metastases are excluded", "inclusion").rule is None


@pytest.mark.parametrize(
    ("text", "canonical"),
    [
        ("Non-Hodgkin lymphoma", "non-Hodgkin lymphoma"),
        ("non-small cell lung cancer", "non-small cell lung cancer"),
        ("Non-smokers", None),
        ("No asthma", None),
    ],
)
def test_an_exclusion_may_begin_with_a_name_that_begins_with_non(
    reader: Reader, text: str, canonical: str | None
) -> None:
    assert reader.read(text, "exclusion").canonical == canonical


@pytest.mark.parametrize(
    ("text", "canonical"),
    [
        ('asthma and ask "Is it due to frobnication?"', 'asthma and ask "Is it due to frobnication?"'),
        ("asthma and ask [cause] “Is it due to cold?”", 'asthma and ask [cause] "Is it due to cold?"'),
        ('asthma and "cold"', None),
        ('"asthma" and COPD', None),
    ],
)
def test_a_question_that_a_sentence_puts_is_asked(reader: Reader, text: str, canonical: str | None) -> None:
    assert reader.read(text, "inclusion").canonical == canonical


@pytest.mark.parametrize(
    ("text", "canonical"),
    [
        (
            "Liver disease, including hepatitis B, hepatitis C and cirrhosis",
            "liver disease or hepatitis B or hepatitis C or cirrhosis",
        ),
        (
            "History of asthma or COPD (including emphysema)",
            "history of asthma or chronic obstructive pulmonary disease or emphysema",
        ),
        ("Liver disease within 6 months, including hepatitis B", None),
        ("Chemotherapy, including cisplatin", None),
        ("Liver disease, including but not limited to hepatitis B", None),
        ("No liver disease, including hepatitis B", None),
        ("Liver disease, including a purple one", None),
        ("Asthma unless smoking, including COPD", None),
    ],
)
def test_conditions_of_an_exclusion_may_be_counted_in(reader: Reader, text: str, canonical: str | None) -> None:
    assert reader.read(text, "exclusion").canonical == canonical
    assert reader.read(text, "inclusion").canonical is None
