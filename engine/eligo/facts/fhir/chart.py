"""The resources of one patient, and the records that come of them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Final, Literal

from eligo.diagnostics import Diagnostic, FactsError
from eligo.facts.choosing import DISAGREE, Choice
from eligo.facts.fhir.codes import ElementChoosing, choosing_in
from eligo.facts.fhir.nodes import Node, NumberText, node_of, nodes_of, text_of
from eligo.facts.fhir.opening import Entry
from eligo.facts.fhir.subjects import UNSAID, keys_of_patient, subject_of
from eligo.facts.imports import ONE_OF_MANY, UNDATABLE
from eligo.facts.naming import PRESENCES, Record
from eligo.facts.numbers import NUMBERS, NotANumberError, Number
from eligo.facts.problems import Problems
from eligo.facts.reading import Reading
from eligo.vocabulary.model import Concept, Finding

RecordKind = Literal["condition", "medication", "procedure", "finding"]
NO_PATIENT: Final = "a bundle of organizations or practitioners holds no patient"


class Made:
    """A record of FORMATS §1, where it came from, and how people call it where nothing knows it."""

    __slots__ = ("name", "place", "record")

    def __init__(self, place: str, record: Record, name: str | None) -> None:
        """Keep what was made."""
        self.place = place
        self.record = record
        self.name = name


class Chart:
    """What is known of one patient. ``made`` are the records so far; ``errors`` counts those entered in error.

    ``resources`` counts every resource by type, ``silent`` those that say nothing to a rule, ``unmapped`` the records
    that nothing in the vocabulary knows, by the type of their resource.
    """

    def __init__(self, entries: Iterable[Entry], reading: Reading) -> None:
        """Find the patient of ``entries``; raises `FactsError`: E621 none, E622 several, E623 another one's record."""
        self.reading = reading
        self.problems: Problems = reading.problems
        self.choosing: ElementChoosing = choosing_in(reading.naming)
        self.made: list[Made] = []
        self.errors = 0
        self.resources: dict[str, int] = {}
        self.silent: dict[str, int] = {}
        self.unmapped: dict[str, int] = {}
        self.entries = _newest(entries)
        self._by_reference: dict[str, Node] | None = None
        patients = [entry for entry in self.entries if entry.resource.get("resourceType") == "Patient"]
        self.patient = _only(patients)
        self._own = {key for entry in patients for key in keys_of_patient(entry.resource, entry.url)}
        for entry in self.entries:
            type_ = entry.resource["resourceType"]
            self.resources[type_] = self.resources.get(type_, 0) + 1

    def is_own(self, entry: Entry) -> bool:
        """Tell whether the resource is about a patient at all; raises `FactsError` (E623) where about another one."""
        key = subject_of(entry.resource)
        if key is None or key == UNSAID or key in self._own:
            return key is not None
        message, help_ = "a record of another patient than the one here", "give the records of one patient at a time"
        raise FactsError([Diagnostic("E623", message, place=entry.place, help=help_)])

    def resolved(self, reference: Node, entry: Entry) -> Node | None:
        """Return the resource that ``reference`` of ``entry`` names, contained in it or in the bundle."""
        target = text_of(reference, "reference")
        if target is None:
            return None
        if target.startswith("#"):
            contained = nodes_of(entry.resource, "contained")
            return next((one for one in contained if one.get("id") in (target, target[1:])), None)
        if self._by_reference is None:
            self._by_reference = _by_reference(self.entries)
        target = target.partition("/_history/")[0]
        found = self._by_reference.get(target)
        return found if found is not None else self._by_reference.get("/".join(target.rsplit("/", 2)[-2:]))

    def say_nothing(self, entry: Entry) -> None:
        """Count a resource that says nothing to a rule."""
        type_ = str(entry.resource.get("resourceType"))
        self.silent[type_] = self.silent.get(type_, 0) + 1

    def date(self, node: Node, key: str, place: str) -> str | None:
        """Return the date under ``key``; None where there is none, `UNDATABLE` (W621) where it cannot be read."""
        given = node.get(key)
        if given is None:
            return None
        if self.reading.plain_date(given) is None:
            message, help_ = "a date that cannot be read; the record decides nothing", "write it as `2021-05-02`"
            self.problems.add("W621", f"{place}.{key}", message, help_)
            return UNDATABLE
        return str(given)

    def number(self, value: object, place: str) -> Number | None:
        """Return the number ``value``; None where it is none, noted (E611) where it is beyond all measure."""
        if type(value) is not NumberText:
            return None
        try:
            return NUMBERS[value]
        except NotANumberError:
            self.problems.add("E611", place, "not a finite number of a size that can be measured")
            return None

    def choose(self, element: Node | None, place: str) -> Choice:
        """Return what ``element`` means; codings that mean unrelated things are noted (W622)."""
        choice = self.choosing.choose(element)
        if choice.disagreeing:
            message = "its codings mean different things; it decides nothing"
            self.problems.add("W622", place, message, "correct the codings at the source")
        return choice

    def add(self, entry: Entry, place: str, choice: Choice, fields: Record, kind: RecordKind) -> None:
        """Add the record of ``fields`` under each code of ``choice``."""
        resource = entry.resource
        id_, type_ = text_of(resource, "id"), str(resource.get("resourceType"))
        source = f"{type_}/{id_}" if id_ is not None else entry.url
        record: Record = {"code": choice.code, **fields}
        if source is not None:
            record["source"] = source
        if choice.disagreeing:
            for code in choice.disagreeing:
                self.made.append(Made(place, {**_without_statement(record), "code": code, "value": DISAGREE}, None))
            return
        name = None
        if choice.concept is None:
            name = choice.name
            record["kind"] = kind
            if type(record.get("value")) is bool:
                record["value"] = str(record["value"]).lower()  # of what nothing knows, it states nothing
            self.unmapped[type_] = self.unmapped.get(type_, 0) + 1
        self.made.append(Made(place, record, name))

    def add_presence(self, entry: Entry, place: str, element: Node | None, fields: Record, kind: RecordKind) -> bool:
        """Add a record of something that is or was there, or is not; tell whether it says anything.

        A condition that the vocabulary has as a finding is a positive one. Something measured says nothing: that it
        was done is no result.
        """
        choice = self.choose(element, place)
        if choice.concept is not None and not choice.disagreeing:
            stated = self.stated(choice.concept, fields, kind)
            if stated is None:
                self.say_nothing(entry)
                return False
            fields = stated
        self.add(entry, place, choice, fields, kind)
        return True

    def stated(self, concept: Concept, fields: Record, kind: RecordKind) -> Record | None:
        """Return what ``fields`` say of ``concept``; None where a record of this kind says nothing of it."""
        if concept.kind in PRESENCES:
            return fields
        if not isinstance(concept, Finding) or kind != "condition":
            return None
        value = fields.get("value", fields.get("present", True))
        known_by = fields.get("recorded")
        kept = {key: date for key, date in _without_statement(fields).items() if key != "recorded"}
        return {**kept, "value": value, **({"time": known_by} if known_by is not None else {})}


def _without_statement(record: Record) -> Record:
    return {key: value for key, value in record.items() if key not in ("present", "ever", "status", "unit", "range")}


def _only(patients: list[Entry]) -> Entry:
    if not patients:
        raise FactsError([Diagnostic("E621", "there is no patient in it", place="Bundle", help=NO_PATIENT)])
    first = patients[0]
    for other in patients[1:]:
        if _identity(other) != _identity(first):
            help_ = ONE_OF_MANY
            raise FactsError([Diagnostic("E622", "a second patient", place=other.place, help=help_)])
    return first


def _identity(entry: Entry) -> tuple[str, str | None]:
    id_ = text_of(entry.resource, "id")
    return ("id", id_) if id_ is not None else ("url", entry.url)


def _newest(entries: Iterable[Entry]) -> list[Entry]:
    """Return ``entries`` with one version of each resource, the newest, the last where nothing tells."""
    found: dict[object, Entry] = {}
    for entry in entries:
        resource = entry.resource
        id_ = resource.get("id")
        key: object = id(entry) if type(id_) is not str else (resource.get("resourceType"), id_)
        before = found.get(key)
        if before is None or _version(resource) >= _version(before.resource):
            found[key] = entry
    return list(found.values())


def _version(resource: Node) -> tuple[int, str]:
    meta: Node = node_of(resource, "meta") or {}
    number = text_of(meta, "versionId") or ""
    return int(number) if number.isdecimal() and len(number) < 10 else 0, text_of(meta, "lastUpdated") or ""


def _by_reference(entries: Iterable[Entry]) -> dict[str, Node]:
    found: dict[str, Any] = {}
    for entry in entries:
        id_ = entry.resource.get("id")
        if type(id_) is str:
            found[f"{entry.resource.get('resourceType')}/{id_}"] = entry.resource
        if entry.url is not None:
            found[entry.url] = entry.resource
    return found
