"""`NamedTuple` without the price of its annotations.

typing's own makes a type of every annotation, which of the classes that a search needs costs a twentieth of its start;
nobody asks for them when the program runs. Type checkers see typing's.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from typing import NamedTuple
else:
    import collections

    class _Meta(type):
        """Makes a class that names its fields by annotations a subclass of tuple, with its defaults and methods."""

        def __new__(cls, name, bases, namespace):  # noqa: ANN001, ANN204
            if bases == ():
                return super().__new__(cls, name, bases, namespace)
            fields = list(namespace.get("__annotations__", ()))
            defaults = [namespace.pop(field) for field in fields if field in namespace]
            made = collections.namedtuple(  # noqa: PYI024 - what typing's own is made of
                name, fields, defaults=defaults, module=namespace["__module__"]
            )
            for key, value in namespace.items():
                if key not in ("__module__", "__qualname__", "__dict__", "__weakref__"):
                    setattr(made, key, value)
            return made

    class NamedTuple(metaclass=_Meta):
        """As typing.NamedTuple."""


__all__ = ["NamedTuple"]
