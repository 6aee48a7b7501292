"""FHIR R4, R4B and R5 as facts: bundles, single resources, and bulk-export NDJSON, of one patient.

``opening`` turns a file, a folder or bytes into resources, each with its place; ``chart`` puts the resources of the one
patient together; one module a resource family turns them into records of FORMATS §1; ``sheet`` reads those records as
the fact-sheet reader does, so that ``eligo facts`` prints what ``eligo screen`` screens.

Three habits hold everywhere. A code means what the vocabulary says it means, and nothing is ever read out of a display
text. What is doubtful (a preliminary result, an unconfirmed diagnosis, codings that disagree, a date that is none)
stays as a record that decides nothing. No record is left out silently: what says nothing to a rule is counted.
"""

from eligo.facts.fhir.opening import open_resources
from eligo.facts.fhir.sheet import read_resources, sheet_tree

__all__ = ["open_resources", "read_resources", "sheet_tree"]
