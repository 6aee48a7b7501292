"""Many patients against many trials, into one file that survives a crash; and the audit chain.

``find_sources`` names the files, ``run_batch`` screens what they hold, in order, on every core. ``audit`` keeps the
chain of who was screened against what. Nothing here reads a clock: whoever calls says when.
"""

from eligo.batch.exports import Told
from eligo.batch.model import Failure, Layout, Settings
from eligo.batch.run import run_batch
from eligo.batch.sources import Source, find_sources
from eligo.batch.tally import Tally, TrialTally

__all__ = ["Failure", "Layout", "Settings", "Source", "Tally", "Told", "TrialTally", "find_sources", "run_batch"]
