"""A trial's own cases: patients written beside the trial with what screening them must give.

``cases`` holds the types, ``reading`` reads ``*.cases.toml``, ``running`` screens them, ``coverage`` says what they
try, ``finding`` finds them, ``starter`` gives the files of a new trial.
"""
