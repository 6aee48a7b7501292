"""Performance status said twice: ``ECOG ≤ 1 (Karnofsky ≥ 70%)``.

The bracket restates the first scale on another one, so it has to agree with it and then says nothing. Source of the
table: Oken MM et al. Am J Clin Oncol 1982;5:649-655, and the comparison of the scales by ECOG-ACRIN: ECOG 0 is
Karnofsky (or Lansky) 90-100, 1 is 70-80, 2 is 50-60, 3 is 30-40, 4 is 10-20.
"""

from __future__ import annotations

from eligo.rules.model import Grade, Rule

#: the least Karnofsky or Lansky that goes with the ECOG status at most 0, 1, 2, 3: either level of its step is written
_LEAST = {"0": {"90", "100"}, "1": {"70", "80"}, "2": {"50", "60"}, "3": {"30", "40"}}
_PER_CENT = frozenset(("karnofsky", "lansky"))


def restates(rule: Rule, again: Rule) -> bool:
    """Tell whether both bound the performance status, and allow the same."""
    if not isinstance(rule, Grade) or not isinstance(again, Grade):
        return False
    if rule.scale in _PER_CENT and again.scale in _PER_CENT:
        return rule.levels == again.levels
    ecog, per_cent = (rule, again) if rule.scale == "ecog" else (again, rule)
    if ecog.scale != "ecog" or per_cent.scale not in _PER_CENT:
        return False
    is_best = ecog.levels[:1] == ("0",) and per_cent.levels[-1:] == ("100",)
    is_whole = ecog.levels == tuple(str(level) for level in range(len(ecog.levels)))
    return is_best and is_whole and per_cent.levels[0] in _LEAST.get(ecog.levels[-1], set())
