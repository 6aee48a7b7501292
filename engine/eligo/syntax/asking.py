"""What is asked of a person about a name, in the words of its sentence, and the label of the question."""

from __future__ import annotations

import re

from eligo.syntax import nodes as n
from eligo.syntax.tokens.ingredients import BEFORE_INGREDIENTS

_REQUIRES = re.compile(r"(?:(?:that|which|who) )?(?:(?:currently|has|have) )?(requir|need)\w*", re.IGNORECASE)
_AS = re.compile(r"(?:as|which was|that was|has been|was) (?=[a-z]+(?:ed|en|own)\b)", re.IGNORECASE)
_PARTICIPLE = re.compile(
    r"(?:[a-z]+(?:ed|en)|shown) (?:by|on|with|using|through|via|in|according|based|per|at)\b", re.IGNORECASE
)
_OPENED = re.compile(r"(?:as|by|via|per|using|based on|according to|in accordance|on|with)\b", re.IGNORECASE)
_MEETS = re.compile(r"(?:(?:who|must|should|they) )?(?:meet|fulfil|satisf)\w* |who met ", re.IGNORECASE)
#: between the criteria and the name behind them
_FOR_IT = re.compile(r" (?:for(?: the| a)?(?: diagnosis of| classification of)?|of)$", re.IGNORECASE)
#: words of the person who is treated
_TAKES = re.compile(
    r"(?:(?:currently|actively) )?(?:on|receiving|using|taking|under)\b(?! treatment with)", re.IGNORECASE
)
_VERBS = {"involving": "involve", "affecting": "affect"}
#: what joins a qualifier to its name: ``newly diagnosed with``, ``daily use of``
_JOINED = re.compile(r" (?:with|use of|of)$", re.IGNORECASE)
_ADVERSE = re.compile("adverse", re.IGNORECASE)
_CAPITAL = re.compile(r"\b[A-Z](?=[a-z])")
_NO_LABEL = re.compile(r"[^a-z0-9]+")


def question_of(proviso: n.Proviso, of_list: bool, is_dated: bool) -> str:
    """Return what is asked of a person about the name, or the list of names, that ``proviso`` is of.

    ``is_dated`` tells that a time stands behind it: what was required is required in that time.
    """
    text = proviso.text
    words = " ".join((text[1:-1] if text[0] in "([" else text).split())
    then = " in that time" if is_dated else ""
    match proviso.kind:
        case "requires":
            opening = _REQUIRES.match(words)
            assert opening is not None
            verb = "require" if opening[1].lower() == "requir" else "need"
            does = "Did" if opening.group().lower().endswith(("required", "needed")) else "Does"
            return f"{does} it {verb}{words[opening.end() :]}{then}?"
        case "treatment" if _TAKES.match(words):
            return f"Is the patient {words} for it{then}?"
        case "treatment":
            return f"Is it {words}{then}?"
        case "cause" if words.lower().startswith("as "):
            return f"Is it {words[3:]}?"
        case "purpose" | "cause" | "with":
            return f"Is it {words}?"
        case "place":
            verb, _, rest = words.partition(" ")
            return f"Does it {_VERBS[verb.lower()]} {rest}?" if verb.lower() in _VERBS else f"Is it {words}?"
        case "recovered":
            return "Has the patient recovered from it?"
        case "ingredients":
            start = BEFORE_INGREDIENTS.match(words).end()  # type: ignore[union-attr] # it may match nothing
            return f"Is there an allergy to {words[start:]}?"
        case "similar":
            return f"Is there an allergy to {words.removesuffix(' to')}?"
        case "intolerance":
            what = "an adverse reaction" if _ADVERSE.search(words) else "an intolerance"
            return f"Is there {what} to {'one of these' if of_list else 'it'}?"
        case "other":
            return "Is it other than what is under study or was named before?"
        case "treated now" | "treated":
            being = " being" if proviso.kind == "treated now" else ""
            how = " with medication" if "medication" in words.lower() else ""
            return f"{'Is' if being else 'Was'} {'one of these' if of_list else 'it'}{being} treated{how}?"
        case "contraindication":
            return "Is there a contraindication to one of these?" if of_list else "Is there a contraindication to it?"
        case "suspected":
            return "Is one of these suspected?" if of_list else "Is it suspected?"
        case "qualifier":
            how = _qualifying(words)
            return f"Is it {'at ' if how.endswith(('dose', 'doses')) else ''}{how}?"
        case "criteria" if met := _MEETS.match(words):
            return f"Does it meet {_FOR_IT.sub('', words[met.end() :])}?"
        case _:
            words = _AS.sub("", words, count=1)
            words = words[0].lower() + words[1:] if _OPENED.match(words) or _PARTICIPLE.match(words) else words
            if _PARTICIPLE.match(words) and not words.lower().startswith("based"):
                return f"Is it {words}?"
            told = "diagnosed" if proviso.kind == "criteria" else "confirmed"
            return f"Is it {told} {words}?" if _OPENED.match(words) else f"Is it {told} by {words}?"


def question_of_confirmation(text: str) -> str:
    """Return what is asked about the name that ``text`` stands before: ``histologically confirmed``."""
    # an abbreviation keeps its capitals
    words = " ".join(word if word[:2].isupper() else word.lower() for word in text.split())
    return f"Is there {words} it?" if words.endswith(" of") else f"Is it {words}?"


def label_of(proviso: n.Proviso, is_confirmed: bool) -> str:
    """Return the label of its question: what kind it is, or of a qualifier its words.

    Of what is confirmed by a word before its name, what confirms it behind is its proof.
    """
    if is_confirmed and proviso.kind == "confirmed":
        return "proof"
    if proviso.kind == "intolerance" and _ADVERSE.search(proviso.text):
        return "adverse_reaction"
    if proviso.kind != "qualifier":
        return proviso.kind.removesuffix(" now")
    return _NO_LABEL.sub("_", _qualifying(proviso.text).lower()).strip("_")


def _qualifying(text: str) -> str:
    """``Newly diagnosed with``: return the words of a qualifier as they stand behind `is it`."""
    return _CAPITAL.sub(lambda letter: letter.group().lower(), _JOINED.sub("", " ".join(text.split())))
