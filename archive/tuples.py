"""`NamedTuple` without what typing's own costs where a program starts.

typing makes a type of every annotation, and collections compiles a constructor for every class, which of the classes
that a search needs cost a twentieth of its start. Here annotations stay words, and a class gets its constructor when
its first tuple is made, which most never see. Type checkers see typing's.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from typing import NamedTuple
else:
    from collections import _tuplegetter

    class _Named(tuple):
        """What all classes of named fields share; as `collections.namedtuple` has it."""

        __slots__ = ()
        _fields = ()

        @classmethod
        def _make(cls, values):  # noqa: ANN001, ANN206
            made = tuple.__new__(cls, values)
            if len(made) != len(cls._fields):
                raise TypeError(f"Expected {len(cls._fields)} arguments, got {len(made)}")
            return made

        def _replace(self, /, **changed):  # noqa: ANN003, ANN202
            made = self._make(map(changed.pop, self._fields, self))
            if changed:
                raise ValueError(f"Got unexpected field names: {list(changed)!r}")
            return made

        def _asdict(self):  # noqa: ANN202
            return dict(zip(self._fields, self, strict=True))

        def __repr__(self) -> str:
            fields = ", ".join(f"{name}={value!r}" for name, value in zip(self._fields, self, strict=True))
            return f"{type(self).__name__}({fields})"

        def __getnewargs__(self):  # noqa: ANN204
            return tuple(self)

    class _Meta(type):
        """Makes a class that names its fields by annotations a subclass of tuple, with its defaults and methods."""

        def __new__(cls, name, bases, namespace):  # noqa: ANN001, ANN204
            if bases == ():
                return super().__new__(cls, name, bases, namespace)
            fields = tuple(namespace.get("__annotations__", ()))
            defaults = {field: namespace[field] for field in fields if field in namespace}
            for place, field in enumerate(fields):
                namespace[field] = _tuplegetter(place, f"Alias for field number {place}")
            namespace.update(
                __slots__=(), __match_args__=fields, _fields=fields, _field_defaults=defaults, __new__=_first
            )
            return type(name, (_Named,), namespace)

    def _first(cls, /, *values, **named):  # noqa: ANN001, ANN002, ANN003, ANN202
        """Give the class its constructor, and make its first tuple with that."""
        listed = "".join(f"{field}, " for field in cls._fields)
        made = eval(f"lambda _cls, {listed}: new(_cls, ({listed}))", {"new": tuple.__new__})  # noqa: S307
        made.__name__, made.__qualname__ = "__new__", f"{cls.__qualname__}.__new__"
        made.__defaults__ = tuple(cls._field_defaults.values())
        cls.__new__ = made
        return made(cls, *values, **named)

    class NamedTuple(metaclass=_Meta):
        """As typing.NamedTuple."""


__all__ = ["NamedTuple"]
