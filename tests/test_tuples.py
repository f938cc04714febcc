"""The house's own NamedTuple behaves as typing's."""

from __future__ import annotations

import copy
import pickle
import typing
from typing import TYPE_CHECKING

import pytest

from archive.tuples import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable


class Ours(NamedTuple):
    """Two fields, one with a default."""

    reference: str
    pence: int = 5

    @property
    def pounds(self) -> float:
        """The sum in pounds."""
        return self.pence / 100


class Theirs(typing.NamedTuple):
    """The same, by typing."""

    reference: str
    pence: int = 5

    @property
    def pounds(self) -> float:
        """The sum in pounds."""
        return self.pence / 100


class Many(NamedTuple):
    """Nobody makes one of these but by `_make`."""

    first: int
    second: int


@pytest.mark.parametrize("kind", [Ours, Theirs])
def test_same_tuple(kind: type[Ours | Theirs]) -> None:
    """Fields by place and by name, defaults, methods, unpacking, comparison and hash are a tuple's."""
    one = kind("23 012 807")
    assert one == ("23 012 807", 5) == kind(reference="23 012 807", pence=5)
    assert (one.reference, one.pence, one[1], one.pounds) == ("23 012 807", 5, 5, 0.05)
    assert hash(one) == hash(("23 012 807", 5))
    assert one._fields == kind.__match_args__ == ("reference", "pence")
    assert kind._field_defaults == {"pence": 5}
    assert one._asdict() == {"reference": "23 012 807", "pence": 5}
    assert repr(one) == f"{kind.__name__}(reference='23 012 807', pence=5)"
    assert one._replace(pence=7) == ("23 012 807", 7)
    assert type(one._replace(pence=7)) is kind
    assert copy.copy(one) == pickle.loads(pickle.dumps(one)) == one  # noqa: S301 - its own pickle
    with pytest.raises(AttributeError):
        one.reference = "x"  # type: ignore[misc]


@pytest.mark.parametrize(
    "wrong",
    [
        lambda kind: kind(),
        lambda kind: kind("a", 1, 2),
        lambda kind: kind("a", other=2),
        lambda kind: kind._make(["a"]),
    ],
)
@pytest.mark.parametrize("kind", [Ours, Theirs])
def test_wrong_number(kind: type[Ours], wrong: Callable[[type[Ours]], object]) -> None:
    """Too few, too many or unknown fields are refused, also for the very first tuple of a class."""
    with pytest.raises(TypeError):
        wrong(kind)
    with pytest.raises(ValueError, match="unexpected field names"):
        kind("a")._replace(other=2)  # type: ignore[call-arg]


def test_before_the_first() -> None:
    """A class makes tuples of values alone before its constructor was ever asked for."""
    assert Many._make([1, 2]) == Many(1, 2) == Many(second=2, first=1)
