"""A patient's conditions, drugs and procedures as episodes, and the records that deny some (LANGUAGE §3.8)."""

from __future__ import annotations

from eligo.facts.model import Relation
from eligo.screening.episodes import Episode, contradicts, denials_of, dispute, episodes_of
from eligo.screening.implied import Implications, implications
from eligo.screening.index import PatientIndex
from eligo.screening.unmapped import strange


class History:
    """The records of one relation, plain ones for None; each concept is read when it is first asked for.

    ``concepts`` are the ids of everything that the records speak of; ``with_findings``: findings speak for conditions.
    ``silent`` are the kinds of which what no record speaks of was never there: declared complete for all time, and no
    record that nothing knows may be of them.
    """

    __slots__ = ("_episodes", "_implied", "_patient", "_recorded", "_relation", "concepts", "denials", "silent")

    def __init__(self, patient: PatientIndex, relation: Relation | None, *, with_findings: bool) -> None:
        """Read the records of ``patient``."""
        self._patient = patient
        self._relation: Relation | None = relation
        self._implied = implications(patient) if with_findings else Implications()
        self._episodes: dict[str, list[Episode]] = {}
        records = patient.records(relation)
        self.concepts = {*records, *self._implied.open}
        denying = [fact for fact in patient.denying if fact.relation == relation]
        self.denials = denials_of(denying, patient.clock)
        self.silent = {kind for kind in patient.declarations.always if not strange(patient, kind)}
        self._recorded = list(dict.fromkeys([*records, *self._implied.episodes]))

    def episodes(self, ids: frozenset[str]) -> list[Episode]:
        """Return the episodes of the concepts ``ids``, each no surer than what denies it leaves it."""
        found: list[Episode] = []
        for id in self._recorded:
            if id in ids:
                found += self._of(id)
        return found

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
            found += self._implied.episodes.get(id, ())
            if found and self.denials:
                self._dispute(found, patient.vocabulary.ancestors(id) | {id})
            self._episodes[id] = found
        return found

    def _dispute(self, episodes: list[Episode], broader: frozenset[str]) -> None:
        denials = [denial for denial in self.denials if denial.concept in broader]
        for episode in episodes:
            # by its own record, before any of them is believed
            for denial in [denial for denial in denials if contradicts(denial, episode)]:
                dispute(episode, denial)


def history(patient: PatientIndex, relation: Relation | None, with_findings: bool) -> History:
    """Return the history of ``patient``, read once."""
    found = History(patient, relation, with_findings=with_findings and relation is None)
    patient.histories[relation, with_findings] = found
    return found
