"""Dimensions: frozen mappings of base to power."""

from __future__ import annotations

import pickle

import pytest

from eligo.quantities.dimension import DIMENSIONLESS, Dimension


def test_powers_of_zero_are_left_out_and_order_does_not_matter() -> None:
    one = Dimension({"mass": 1, "length": -3, "time": 0})
    assert dict(one) == {"length": -3, "mass": 1}
    assert list(one) == ["length", "mass"]
    assert one == Dimension([("length", -3), ("mass", 1)])
    assert hash(one) == hash(Dimension({"mass": 1, "length": -3}))
    assert len(one) == 2
    assert one != {"length": -3, "mass": 1}.items()
    assert repr(one) == "Dimension({'length': -3, 'mass': 1})"
    assert pickle.loads(pickle.dumps(one)) == one


def test_missing_base_has_no_power() -> None:
    one = Dimension({"mass": 1})
    assert one["mass"] == 1
    assert one.get("length", 0) == 0
    with pytest.raises(KeyError):
        one["length"]


def test_product() -> None:
    flow = Dimension({"length": 3, "time": -1})
    assert flow.times(flow, -1) == DIMENSIONLESS
    assert DIMENSIONLESS.times(Dimension({"[IU]": 1}), 2) == Dimension({"[IU]": 2})
