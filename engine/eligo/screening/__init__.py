"""Screening: a trial × a patient's facts → verdict, evidence, and what is missing.

``screen(trial, facts, as_of=None, complete=())`` returns a `Screening`. ``prepare(trial)`` compiles a trial once for
many patients, ``index(facts, vocabulary, …)`` reads a patient once for many trials, ``screen_prepared`` joins the two.
"""

from eligo.screening.index import PatientIndex, index
from eligo.screening.preparing import PreparedTrial, prepare
from eligo.screening.result import Screening
from eligo.screening.screen import screen, screen_prepared

__all__ = ["PatientIndex", "PreparedTrial", "Screening", "index", "prepare", "screen", "screen_prepared"]
