"""Coded errors of quantities."""

from __future__ import annotations

import pickle

from eligo.quantities.problems import NumberError, QuantityError, UnitError, shown


def test_error_carries_code_message_and_help_across_processes() -> None:
    error = UnitError("E303", "`x` is no unit that is known", "write `mg`")
    again = pickle.loads(pickle.dumps(error))
    assert isinstance(again, UnitError)
    assert (again.code, again.message, again.help, str(again)) == (error.code, error.message, error.help, error.message)
    assert isinstance(NumberError("E306", "no"), QuantityError)


def test_shown_text_is_short_printable_and_keeps_its_backticks() -> None:
    assert shown("\x07\ud800") == r"`\x07\ud800`"
    assert shown("m" * 50) == "`" + "m" * 40 + "…`"
