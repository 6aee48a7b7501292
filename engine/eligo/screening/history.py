"""A patient's conditions, drugs and procedures as episodes, and the records that deny some (LANGUAGE §3.8)."""

from __future__ import annotations

from eligo.facts.model import Relation
from eligo.screening.episodes import Denial, Episode, denials_of, dispute, episodes_of
from eligo.screening.implied import Implications, implications
from eligo.screening.index import PatientIndex


class History:
    """The records of one relation, plain ones for None; each concept is read when it is first asked for.

    ``concepts`` are the ids of everything that the records speak of; ``with_findings``: findings speak for conditions.
    """

    __slots__ = ("_episodes", "_implied", "_patient", "_relation", "concepts", "denials")

    def __init__(self, patient: PatientIndex, relation: Relation | None, *, with_findings: bool) -> None:
        """Read the records of ``patient``."""
        self._patient = patient
        self._relation: Relation | None = relation
        self._implied = implications(patient) if with_findings else Implications()
        self._episodes: dict[str, list[Episode]] = {}
        records = patient.records(relation)
        self.concepts = {*records, *self._implied.open, *(denial.concept for denial in self._implied.denials)}
        self.denials: list[Denial] = [
            denial for id, facts in records.items() for denial in denials_of(id, facts, patient.clock)
        ]
        self.denials += self._implied.denials

    def episodes(self, ids: frozenset[str]) -> list[Episode]:
        """Return the episodes of the concepts ``ids``, each no surer than what denies it leaves it."""
        records = self._patient.records(self._relation)
        found = [episode for id in records if id in ids for episode in self._of(id)]
        return found + [e for id in self._implied.episodes if id in ids and id not in records for e in self._of(id)]

    def suggestions(self, ids: frozenset[str]) -> list[Episode]:
        """Return what recorded findings leave open of the conditions ``ids``, as episodes of which nothing is known."""
        facts = (fact for id, facts in self._implied.open.items() if id in ids for fact in facts)
        return [Episode.unknown("", fact) for fact in facts]

    def _of(self, id: str) -> list[Episode]:
        found = self._episodes.get(id)
        if found is None:
            patient = self._patient
            facts = patient.records(self._relation).get(id, ())
            found = episodes_of(patient.vocabulary.concepts[id], facts, patient.clock)
            found += self._implied.episodes.get(id, [])
            broader = patient.vocabulary.ancestors(id) | {id} if self.denials else frozenset[str]()
            for denial in self.denials:
                if denial.concept in broader:
                    for episode in found:
                        dispute(episode, denial)
            self._episodes[id] = found
        return found


def history(patient: PatientIndex, relation: Relation | None, *, with_findings: bool = True) -> History:
    """Return the history of ``patient``, read once."""
    key = ("history", relation, with_findings)
    found = patient.kept.get(key)
    if not isinstance(found, History):
        found = patient.kept[key] = History(patient, relation, with_findings=with_findings and relation is None)
    return found
