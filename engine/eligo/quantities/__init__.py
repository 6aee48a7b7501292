"""Exact quantities: units, values, intervals, dates and durations.

The contract of this package (its modules implement it):

``units``
    ``Unit``: frozen, hashable. ``code`` (canonical UCUM spelling, ``mL/min/{1.73_m2}``), ``display`` (as clinicians
    print it, ``mL/min/1.73 m²``, ``×10⁹/L``), ``factor: Fraction`` and ``offset: Fraction`` (value in base units =
    value × factor + offset; offset only for temperatures), ``dimension: Dimension`` (a frozen mapping of base name to
    integer power: ``length mass time temperature substance angle current luminosity`` and one base per arbitrary unit,
    ``[IU]``, ``[CFU]``, …), ``tag: str | None`` (what an annotation or the unit itself says beyond the dimension:
    ``"indexed"`` for /1.73 m², ``"predicted"``, ``"FEU"``, ``"DDU"``, ``"log10"``, ``"drinks"`` …).
    ``parse_unit(text) -> Unit`` raises ``UnitError`` (``code``, ``message``, ``help``: a coded message, E3xx).
    ``Unit.words() -> str``: what it measures in words, ``a mass concentration (mass/volume)``,
    ``a flow (volume/time)``.
``conversion``
    ``Affine(scale: Fraction, shift: Fraction)`` with ``__call__`` on Fractions and Intervals, ``inverse()``,
    ``then()``.
    ``conversion(source: Unit, target: Unit) -> Affine | None``: exact; None where dimension or tag differ.
``numbers``
    ``parse_number(text) -> Fraction``: protocol and fact-sheet numbers, exact; ``decimal_text(Fraction) -> str``:
    exact where it terminates, else 15 significant digits.
``interval``
    ``Interval(low: Fraction | None, high: Fraction | None, low_open: bool, high_open: bool)``: None is infinite;
    ``point``, ``contains``, ``intersection``, ``mapped``, ``rounded``, + - × ÷ with exact ends; ``hull(intervals)``;
    ``below(bound, inclusive=…)``/``above``: is the whole of it, answering always / never / sometimes as 2/0/1.
``values``
    ``parse_value(text) -> (Interval, unit text or None)``: a fact's value as written (``<5 mg/L``, ``10-20``).
``dates``
    ``PartialDate`` (year, month, day, hour … as precise as written, optional offset): ``earliest`` and ``latest``
    moments (integer microseconds on the wall clock), ``first_day``, ``last_day``, ``on_clock(offset)``;
    ``parse_date(text)`` raises ``DateError``; ``Duration`` (one calendar unit, ISO 8601): ``parse_duration``,
    ``Duration.of(Fraction, unit)``, ``iso``, ``text``, ``before(moment)``, ``after(moment)``, month ends clipped;
    ``reached(start, end)`` and ``exceeded(start, end)`` of a course, 2/0/1; ``completed(unit, birth, at)``: ages.
``answers``
    ``unit_answer(text, value, to, convert=…) -> dict``: the object of ``eligo unit``.
``problems``
    ``QuantityError`` (``code``, ``message``, ``help``) and its kinds ``UnitError``, ``NumberError``, ``DateError``.
``registry``
    The only module that imports Pint (lazily): dimensions and factors by Pint, as a check and for the tests.

Below them: ``table`` (the rows of ``units.toml``), ``ucum`` (the grammar of UCUM codes), ``spelling`` (clinical
spellings), ``canonical`` (one code and one display a unit), ``dimension``, ``durations``.
"""
